import type { UpdateAutoScalingGroupType } from '@aws-sdk/client-auto-scaling'
import type { Call, Need } from '../../operation.ts'
import { groupResources } from './groups/arn.ts'
import { at } from './groups/cause.ts'
import { findLastingGroup } from './groups/find.ts'
import { launchNeeds } from './groups/launch-source.ts'
import { readSettings } from './groups/settings.ts'

/** Changes a group's settings. Instances it has are left as they are, but for a new capacity and new zones. */
export function handle(input: UpdateAutoScalingGroupType, { cloud }: Call): Record<string, never> {
  const group = findLastingGroup(cloud.autoScaling, input.AutoScalingGroupName)
  const settings = readSettings(cloud, input, group)
  const { minSize, maxSize, desiredCapacity } = settings
  if (desiredCapacity !== group.desiredCapacity) {
    const constraints = `min: ${minSize}, max: ${maxSize}, desired: ${desiredCapacity}`
    const change = `changing the desired capacity from ${group.desiredCapacity} to ${desiredCapacity}.`
    group.change = at(
      cloud.clock.now(),
      `a user request update of AutoScalingGroup constraints to ${constraints} ${change}`,
    )
  }
  Object.assign(group, settings)
  return {}
}

export const resources = groupResources

/** Whatever is changed, the launch is tried: with the template of the request, or else with the one the group has. */
export function needs({ AutoScalingGroupName = '', LaunchTemplate }: UpdateAutoScalingGroupType, call: Call): Need[] {
  const present = call.cloud.autoScaling.groups.get(AutoScalingGroupName)?.template
  return launchNeeds(LaunchTemplate ?? (present && { LaunchTemplateId: present.id, Version: present.version }), call)
}
