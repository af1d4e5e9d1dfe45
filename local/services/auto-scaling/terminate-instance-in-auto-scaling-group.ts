import type { ActivityType, TerminateInstanceInAutoScalingGroupType } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { activityView } from './groups/activity.ts'
import { memberResources } from './groups/arn.ts'
import { at } from './groups/cause.ts'
import { scalingInProgress, validationError } from './groups/errors.ts'
import { findMember } from './groups/find.ts'
import type { Group } from './groups/group.ts'
import { beginTermination } from './reconciler/terminating.ts'

/** Terminates an instance of a group; without a decrement of the desired capacity the group launches another. */
export function handle(input: TerminateInstanceInAutoScalingGroupType, { cloud }: Call): ActivityType {
  const { group, member } = findMember(cloud.autoScaling, input.InstanceId)
  if (member.termination) throw scalingInProgress(member.termination.id)
  const now = cloud.clock.now()
  const request = `instance ${member.instance.id} was taken out of service in response to a user request`
  if (!input.ShouldDecrementDesiredCapacity)
    return { Activity: activityView(beginTermination(cloud, group, member, at(now, `${request}.`))) }
  refuseBelowMinimum(group)
  const before = group.desiredCapacity--
  const cause = at(now, `${request}, shrinking the capacity from ${before} to ${group.desiredCapacity}.`)
  return { Activity: activityView(beginTermination(cloud, group, member, cause)) }
}

export const resources = memberResources

function refuseBelowMinimum({ desiredCapacity, minSize }: Group): void {
  if (desiredCapacity > minSize) return
  throw validationError(
    `Currently, desiredSize equals minSize (${minSize}). Terminating instance without replacement will violate group's ` +
      `min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.`,
  )
}
