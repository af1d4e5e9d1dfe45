import type { Cloud } from '../../../cloud.ts'
import { at } from '../groups/cause.ts'
import { type Group, isSuspended, presentMembers, zonesOf } from '../groups/group.ts'
import { launchOne } from './launching.ts'

/**
 * Evens out zones that the group's changes or EC2's failures have left uneven: one launch in the zone that has least,
 * beyond the desired capacity; the surplus then goes from the zone that has most.
 */
export function rebalanceZones(cloud: Cloud, group: Group): void {
  const isAllowed = !(['AZRebalance', 'Launch', 'Terminate'] as const).some((process) => isSuspended(group, process))
  const isQuiet = group.members.every(({ lifecycle }) => lifecycle === 'InService')
  const isComplete = presentMembers(group).length === group.desiredCapacity
  if (!isAllowed || !isQuiet || !isComplete || cloud.clock.now() < group.retryAt) return
  const zone = neediestZone(group)
  if (zone === undefined) return
  const cause = `instances were launched to balance instances in zones ${zone} with other zones resulting in more than desired number of instances in the group.`
  launchOne(cloud, group, at(cloud.clock.now(), cause), true)
}

/** The zone to launch in, where another has at least two instances more, or where one sits in a zone the group has left. */
function neediestZone(group: Group): string | undefined {
  const zones = zonesOf(group)
  const present = presentMembers(group)
  const counts = new Map(zones.map((zone) => [zone, present.filter(({ instance }) => instance.zone === zone).length]))
  const strays = present.some(({ instance }) => !counts.has(instance.zone))
  const least = Math.min(...counts.values())
  if (!strays && Math.max(...counts.values()) - least < 2) return undefined
  return zones.find((zone) => counts.get(zone) === least)
}
