import type {
  DescribeLoadBalancerAttributesInput,
  DescribeLoadBalancerAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Call } from '../../operation.ts'
import { findLoadBalancer } from './find.ts'

export function handle(
  { LoadBalancerArn }: DescribeLoadBalancerAttributesInput,
  { cloud }: Call,
): DescribeLoadBalancerAttributesOutput {
  return { Attributes: findLoadBalancer(cloud, LoadBalancerArn).attributes.list() }
}
