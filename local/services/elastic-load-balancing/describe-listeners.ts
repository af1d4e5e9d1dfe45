import type { DescribeListenersInput, DescribeListenersOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Call } from '../../operation.ts'
import { invalid } from './errors.ts'
import { findListener, findLoadBalancer } from './find.ts'
import type { Listener } from './listener.ts'
import { page } from './page.ts'

export function handle(input: DescribeListenersInput, call: Call): DescribeListenersOutput {
  const { items, ...next } = page(chosen(input, call), input)
  return { Listeners: items.map((listener) => listener.describe()), ...next }
}

function chosen({ LoadBalancerArn, ListenerArns }: DescribeListenersInput, { cloud }: Call): readonly Listener[] {
  if (LoadBalancerArn !== undefined && ListenerArns?.length)
    throw invalid('Listener ARNs and a load balancer ARN cannot be specified at the same time')
  if (ListenerArns?.length) return ListenerArns.map((arn) => findListener(cloud, arn))
  if (LoadBalancerArn === undefined) throw invalid('You must specify either listener ARNs or a load balancer ARN')
  return [...findLoadBalancer(cloud, LoadBalancerArn).listeners.values()]
}
