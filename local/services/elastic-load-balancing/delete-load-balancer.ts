import type { DeleteLoadBalancerInput, DeleteLoadBalancerOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { checkArn } from './arn.ts'

export function resources({ LoadBalancerArn = '' }: DeleteLoadBalancerInput): string[] {
  return [LoadBalancerArn]
}

/** Deletes its listeners with it; one that is not there counts as deleted. */
export async function handle(
  { LoadBalancerArn = '' }: DeleteLoadBalancerInput,
  { cloud }: Call,
): Promise<DeleteLoadBalancerOutput> {
  const balancer = cloud.elasticLoadBalancing.loadBalancers.get(checkArn(cloud, LoadBalancerArn, 'loadBalancer'))
  if (balancer === undefined) return {}
  if (balancer.attributes.text('deletion_protection.enabled') === 'true')
    throw new AwsError(
      'OperationNotPermitted',
      `Load balancer '${balancer.arn}' cannot be deleted because deletion protection is enabled`,
    )
  await cloud.elasticLoadBalancing.removeLoadBalancer(balancer)
  return {}
}
