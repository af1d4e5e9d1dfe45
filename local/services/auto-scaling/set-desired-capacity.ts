import type { SetDesiredCapacityType } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { groupResources } from './groups/arn.ts'
import { at } from './groups/cause.ts'
import { scalingInProgress, validationError } from './groups/errors.ts'
import { findLastingGroup } from './groups/find.ts'
import type { Group } from './groups/group.ts'

/** Sets the capacity within the group's bounds. With HonorCooldown it is refused soon after another change. */
export function handle(input: SetDesiredCapacityType, { cloud }: Call): Record<string, never> {
  const { DesiredCapacity = 0, HonorCooldown = false } = input
  const now = cloud.clock.now()
  const group = findLastingGroup(cloud.autoScaling, input.AutoScalingGroupName)
  checkBounds(group, DesiredCapacity)
  if (HonorCooldown && now < group.lastScaledAt + group.cooldownSeconds * 1000)
    throw scalingInProgress(group.activities[0]?.id ?? '')
  if (DesiredCapacity === group.desiredCapacity) return {}
  const change = `changing the desired capacity from ${group.desiredCapacity} to ${DesiredCapacity}.`
  group.change = at(now, `a user request explicitly set group desired capacity ${change}`)
  group.desiredCapacity = DesiredCapacity
  return {}
}

export const resources = groupResources

function checkBounds({ minSize, maxSize }: Group, value: number): void {
  const bound =
    value > maxSize ? `above max value ${maxSize}` : value < minSize ? `below min value ${minSize}` : undefined
  if (bound) throw validationError(`New SetDesiredCapacity value ${value} is ${bound} for the AutoScalingGroup.`)
}
