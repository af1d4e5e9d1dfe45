import type { Cloud } from '../../../cloud.ts'
import { type Activity, beginActivity, endActivity } from '../groups/activity.ts'
import { at, joinCauses } from '../groups/cause.ts'
import { type Group, isSuspended, presentMembers } from '../groups/group.ts'
import type { Member } from '../groups/member.ts'
import { selectForTermination } from './selection.ts'

/** Takes a member out of service: its targets drain first, then the instance is terminated. */
export function beginTermination(cloud: Cloud, group: Group, member: Member, cause: string): Activity {
  const now = cloud.clock.now()
  const { instance, launch } = member
  if (member.lifecycle === 'Pending')
    endActivity(launch, 'Failed', now, 'Instance was terminated before it was in service.')
  for (const arn of member.registeredWith) cloud.elasticLoadBalancing.deregisterInstances(arn, [instance.id])
  member.lifecycle = 'Terminating'
  const activity = beginActivity(group, {
    description: `Terminating EC2 instance: ${instance.id}`,
    cause,
    subnet: instance.description.subnet,
    startedAt: now,
  })
  activity.progress = 50
  member.termination = activity
  advance(cloud, group, member)
  return activity
}

/** Terminates what has drained, and lets go of what EC2 has terminated. */
export function advanceTerminations(cloud: Cloud, group: Group): void {
  for (const member of group.members) if (member.lifecycle === 'Terminating') advance(cloud, group, member)
  const isGone = ({ lifecycle, instance }: Member) => lifecycle === 'Terminating' && instance.stateName === 'terminated'
  for (const { termination } of group.members.filter(isGone))
    if (termination) endActivity(termination, 'Successful', cloud.clock.now())
  group.members = group.members.filter((member) => !isGone(member))
}

function advance(cloud: Cloud, group: Group, { instance, registeredWith, termination }: Member): void {
  if (!termination || instance.terminatedAt !== undefined) return
  const drains = [...registeredWith].some((arn) => cloud.elasticLoadBalancing.healthOf(arn, instance.id) !== undefined)
  if (drains && !group.deletion?.force) {
    termination.status = 'WaitingForELBConnectionDraining'
    termination.message = 'Waiting for ELB Connection Draining.'
    termination.description = `Terminating EC2 instance: ${instance.id} - Waiting For ELB Connection Draining.`
    return
  }
  termination.status = 'InProgress'
  termination.description = `Terminating EC2 instance: ${instance.id}`
  delete termination.message
  cloud.ec2.terminate([instance.id])
}

/** Terminates what is beyond the desired capacity, except what has been launched to balance zones and is not up yet. */
export function terminateSurplus(cloud: Cloud, group: Group): void {
  const present = presentMembers(group).filter(({ isExtra }) => !isExtra)
  const surplus = present.length - group.desiredCapacity
  if (surplus <= 0 || isSuspended(group, 'Terminate')) return
  const now = cloud.clock.now()
  const chosen = selectForTermination(cloud, group, surplus)
  if (chosen.length === 0) return
  const capacity = `shrinking the capacity from ${present.length} to ${present.length - chosen.length}.`
  const difference = `an instance was taken out of service in response to a difference between desired and actual capacity, ${capacity}`
  const names = chosen.map(({ instance }) => at(now, `instance ${instance.id} was selected for termination.`))
  const cause = joinCauses(group.change, at(now, difference), ...names)
  for (const member of chosen) beginTermination(cloud, group, member, cause)
  group.change = undefined
  group.lastScaledAt = now
}
