import type {
  DescribeLoadBalancerTargetGroupsRequest,
  DescribeLoadBalancerTargetGroupsResponse,
} from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { findGroup } from './groups/find.ts'
import { page } from './groups/page.ts'
import { attachmentState } from './reconciler/target-groups.ts'

/** Describes how far a group's target groups are attached. */
export function handle(
  input: DescribeLoadBalancerTargetGroupsRequest,
  { cloud }: Call,
): DescribeLoadBalancerTargetGroupsResponse {
  const group = findGroup(cloud.autoScaling, input.AutoScalingGroupName)
  const { items, ...rest } = page([...group.targetGroups.keys()], (arn) => arn, input, 100)
  const shown = items.map((arn) => ({ LoadBalancerTargetGroupARN: arn, State: attachmentState(cloud, group, arn) }))
  return { LoadBalancerTargetGroups: shown, ...rest }
}
