import type { DetachLoadBalancerTargetGroupsType } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { groupResources } from './groups/arn.ts'
import { findLastingGroup } from './groups/find.ts'
import { detachTargetGroups } from './groups/target-group-arns.ts'

/** Detaches target groups; the group's instances drain from them. */
export function handle(input: DetachLoadBalancerTargetGroupsType, { cloud }: Call): Record<string, never> {
  const group = findLastingGroup(cloud.autoScaling, input.AutoScalingGroupName)
  detachTargetGroups(cloud, group, input.TargetGroupARNs ?? [])
  return {}
}

export const resources = groupResources
