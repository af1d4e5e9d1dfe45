import type { Cloud } from '../../../cloud.ts'
import { at, joinCauses } from '../groups/cause.ts'
import { attachedTargetGroups, type Group, isSuspended, presentMembers } from '../groups/group.ts'
import type { Member } from '../groups/member.ts'
import { isActive, type Refresh } from '../groups/refresh.ts'
import { beginTermination } from './terminating.ts'

/** Takes the active instance refresh a step further. */
export function advanceRefresh(cloud: Cloud, group: Group): void {
  const refresh = group.refreshes.find(isActive)
  if (!refresh || isSuspended(group, 'InstanceRefresh')) return
  if (refresh.status === 'Cancelling') finishCancelling(cloud, group, refresh)
  else replaceOutdated(cloud, group, refresh)
}

function replaceOutdated(cloud: Cloud, group: Group, refresh: Refresh): void {
  refresh.status = 'InProgress'
  const ready = presentMembers(group).filter((member) => isReady(cloud, group, refresh, member))
  const outdated = group.members.filter(({ instance }) => refresh.outdated.has(instance.id))
  const readyNew = ready.filter(({ instance }) => !refresh.outdated.has(instance.id)).length
  refresh.remaining = Math.max(outdated.length, refresh.outdated.size - readyNew)
  if (outdated.length === 0 && ready.length >= group.desiredCapacity) succeed(cloud, group, refresh)
  else replaceNext(cloud, group, refresh, ready)
}

/** As many at once as the minimum healthy percentage leaves room for, but always one. */
function replaceNext(cloud: Cloud, group: Group, refresh: Refresh, ready: readonly Member[]): void {
  const minimum = Math.ceil((group.desiredCapacity * refresh.minHealthyPercentage) / 100)
  const batch = Math.max(1, group.desiredCapacity - minimum)
  const room = batch - (group.desiredCapacity - ready.length)
  const due = presentMembers(group).filter(
    ({ instance, isProtected }) => refresh.outdated.has(instance.id) && !isProtected,
  )
  for (const member of due.slice(0, Math.max(0, room))) {
    const now = cloud.clock.now()
    const cause = joinCauses(
      at(now, 'an instance was taken out of service in response to an instance refresh.'),
      at(now, `instance ${member.instance.id} was selected for termination.`),
    )
    beginTermination(cloud, group, member, cause)
  }
}

/** In service, warmed up, and healthy wherever it is a target. */
function isReady({ clock, elasticLoadBalancing }: Cloud, group: Group, refresh: Refresh, member: Member): boolean {
  if (member.lifecycle !== 'InService' || member.unhealthyBy || member.inServiceAt === undefined) return false
  const isNew = !refresh.outdated.has(member.instance.id)
  if (isNew && clock.now() < member.inServiceAt + refresh.warmupSeconds * 1000) return false
  const healths = attachedTargetGroups(group).map(
    (arn) => elasticLoadBalancing.healthOf(arn, member.instance.id)?.state,
  )
  return healths.every((state) => state === undefined || state === 'healthy' || state === 'unused')
}

function succeed({ clock }: Cloud, group: Group, refresh: Refresh): void {
  refresh.status = 'Successful'
  refresh.remaining = 0
  refresh.endedAt = clock.now()
  if (refresh.template) group.template = refresh.template
}

/** Replacements under way are finished first. */
function finishCancelling({ clock }: Cloud, group: Group, refresh: Refresh): void {
  if (group.members.some(({ lifecycle }) => lifecycle !== 'InService')) return
  refresh.status = 'Cancelled'
  refresh.endedAt = clock.now()
}
