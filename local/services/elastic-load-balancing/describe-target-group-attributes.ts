import type {
  DescribeTargetGroupAttributesInput,
  DescribeTargetGroupAttributesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Call } from '../../operation.ts'
import { findTargetGroup } from './find.ts'

export function handle(
  { TargetGroupArn }: DescribeTargetGroupAttributesInput,
  { cloud }: Call,
): DescribeTargetGroupAttributesOutput {
  return { Attributes: findTargetGroup(cloud, TargetGroupArn).attributes.list() }
}
