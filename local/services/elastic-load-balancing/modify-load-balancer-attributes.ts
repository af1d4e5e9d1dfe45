import type {
  ModifyLoadBalancerAttributesInput,
  ModifyLoadBalancerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Call } from '../../operation.ts'
import { findLoadBalancer } from './find.ts'

export function resources({ LoadBalancerArn = '' }: ModifyLoadBalancerAttributesInput): string[] {
  return [LoadBalancerArn]
}

export function handle(
  { LoadBalancerArn, Attributes = [] }: ModifyLoadBalancerAttributesInput,
  { cloud }: Call,
): ModifyLoadBalancerAttributesOutput {
  const balancer = findLoadBalancer(cloud, LoadBalancerArn)
  balancer.attributes.change(Attributes)
  for (const listener of balancer.listeners.values()) listener.retime()
  return { Attributes: balancer.attributes.list() }
}
