import type { AttachLoadBalancerTargetGroupsType } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { groupResources } from './groups/arn.ts'
import { findLastingGroup } from './groups/find.ts'
import { attachTargetGroups } from './groups/target-group-arns.ts'

/** Attaches target groups. Attaching one again changes nothing. */
export function handle(input: AttachLoadBalancerTargetGroupsType, { cloud }: Call): Record<string, never> {
  const group = findLastingGroup(cloud.autoScaling, input.AutoScalingGroupName)
  attachTargetGroups(cloud, group, input.TargetGroupARNs ?? [])
  return {}
}

export const resources = groupResources
