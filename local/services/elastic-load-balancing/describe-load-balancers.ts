import type { DescribeLoadBalancersInput, DescribeLoadBalancersOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { invalid } from './errors.ts'
import { findLoadBalancer } from './find.ts'
import type { LoadBalancer } from './load-balancer.ts'
import { page } from './page.ts'

/** A balancer that is described as active has its sockets open. */
export async function handle(input: DescribeLoadBalancersInput, { cloud }: Call): Promise<DescribeLoadBalancersOutput> {
  const { items, ...next } = page(chosen(input, cloud), input)
  for (const balancer of items) await balancer.open()
  return { LoadBalancers: items.map((balancer) => balancer.describe()), ...next }
}

function chosen({ LoadBalancerArns, Names }: DescribeLoadBalancersInput, cloud: Call['cloud']): LoadBalancer[] {
  if (LoadBalancerArns?.length && Names?.length)
    throw invalid('Load balancer names and load balancer ARNs cannot be specified at the same time')
  if (LoadBalancerArns?.length) return LoadBalancerArns.map((arn) => findLoadBalancer(cloud, arn))
  const all = [...cloud.elasticLoadBalancing.loadBalancers.values()]
  if (!Names?.length) return all
  return Names.map((name) => {
    const found = all.find(({ definition }) => definition.name === name)
    if (found === undefined) throw new AwsError('LoadBalancerNotFound', 'One or more load balancers not found')
    return found
  })
}
