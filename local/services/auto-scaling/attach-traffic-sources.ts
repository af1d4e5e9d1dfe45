import type { AttachTrafficSourcesType } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { groupResources } from './groups/arn.ts'
import { findLastingGroup } from './groups/find.ts'
import { attachTargetGroups } from './groups/target-group-arns.ts'
import { targetGroupsOf } from './groups/traffic-sources.ts'

/** Attaches traffic sources, which here are target groups. */
export function handle(input: AttachTrafficSourcesType, { cloud }: Call): Record<string, never> {
  const group = findLastingGroup(cloud.autoScaling, input.AutoScalingGroupName)
  attachTargetGroups(cloud, group, targetGroupsOf(input.TrafficSources))
  return {}
}

export const resources = groupResources
