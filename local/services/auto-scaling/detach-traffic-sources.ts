import type { DetachTrafficSourcesType } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { groupResources } from './groups/arn.ts'
import { findLastingGroup } from './groups/find.ts'
import { detachTargetGroups } from './groups/target-group-arns.ts'
import { targetGroupsOf } from './groups/traffic-sources.ts'

/** Detaches traffic sources; the group's instances drain from them. */
export function handle(input: DetachTrafficSourcesType, { cloud }: Call): Record<string, never> {
  const group = findLastingGroup(cloud.autoScaling, input.AutoScalingGroupName)
  detachTargetGroups(cloud, group, targetGroupsOf(input.TrafficSources))
  return {}
}

export const resources = groupResources
