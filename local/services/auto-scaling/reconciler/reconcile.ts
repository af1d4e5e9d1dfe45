import type { Cloud } from '../../../cloud.ts'
import { at } from '../groups/cause.ts'
import { type Group, presentMembers } from '../groups/group.ts'
import { rebalanceZones } from './balancing.ts'
import { checkHealth, replaceUnhealthy } from './health.ts'
import { admitRunning, launchMissing } from './launching.ts'
import { advanceRefresh } from './refreshing.ts'
import { alignTargetGroups } from './target-groups.ts'
import { advanceTerminations, beginTermination, terminateSurplus } from './terminating.ts'

/** Brings a group one step closer to what is asked of it. */
export function reconcile(cloud: Cloud, group: Group): void {
  admitRunning(cloud, group)
  advanceTerminations(cloud, group)
  if (group.deletion) empty(cloud, group)
  else maintain(cloud, group)
}

function maintain(cloud: Cloud, group: Group): void {
  alignTargetGroups(cloud, group)
  checkHealth(cloud, group)
  replaceUnhealthy(cloud, group)
  advanceRefresh(cloud, group)
  launchMissing(cloud, group)
  terminateSurplus(cloud, group)
  rebalanceZones(cloud, group)
}

function empty(cloud: Cloud, group: Group): void {
  const cause = at(
    cloud.clock.now(),
    'an instance was taken out of service in response to a user request to delete the group.',
  )
  for (const member of presentMembers(group)) beginTermination(cloud, group, member, cause)
}
