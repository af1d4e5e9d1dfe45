import type { Cloud } from '../../../cloud.ts'
import { versionNumber } from '../../ec2/resources/launch-template.ts'
import { type Group, presentMembers, zonesOf } from '../groups/group.ts'
import type { Member } from '../groups/member.ts'

/**
 * The members to give up when a group shrinks: unhealthy ones first, then from the zones that have most (zones the
 * group has left before all), then by the termination policies. Protected members stay.
 */
export function selectForTermination(cloud: Cloud, group: Group, count: number): Member[] {
  const chosen = new Set<Member>()
  while (chosen.size < count) {
    const rest = presentMembers(group).filter((member) => !chosen.has(member) && !member.isExtra)
    const [next] = candidates(group, rest).toSorted(byPolicies(cloud, group))
    if (!next) break
    chosen.add(next)
  }
  return [...chosen]
}

function candidates(group: Group, rest: readonly Member[]): Member[] {
  const free = rest.filter(({ isProtected }) => !isProtected)
  const unhealthy = free.filter(({ unhealthyBy }) => unhealthyBy)
  if (unhealthy.length) return unhealthy
  const zones = zonesOf(group)
  const weight = (zone: string) =>
    zones.includes(zone) ? rest.filter(({ instance }) => instance.zone === zone).length : Number.POSITIVE_INFINITY
  const heaviest = Math.max(...free.map(({ instance }) => weight(instance.zone)))
  return free.filter(({ instance }) => weight(instance.zone) === heaviest)
}

type Order = (one: Member, other: Member) => number

function byPolicies(cloud: Cloud, group: Group): Order {
  const age = ({ launch }: Member) => launch.startedAt
  const oldest: Order = (one, other) => age(one) - age(other)
  const outdated: Order = (one, other) => Number(isCurrent(cloud, group, one)) - Number(isCurrent(cloud, group, other))
  const orders: Record<string, Order> = {
    OldestInstance: oldest,
    NewestInstance: (one, other) => age(other) - age(one),
    OldestLaunchTemplate: outdated,
    Default: outdated,
  }
  const chosen = [...group.terminationPolicies.map((policy) => orders[policy] ?? oldest), oldest]
  return (one, other) => chosen.map((order) => order(one, other)).find((result) => result !== 0) ?? 0
}

/** Whether a member was made from the version the group would launch now, also where that version is deleted. */
export function isCurrent({ ec2 }: Cloud, group: Group, { template }: Member, choice = group.template): boolean {
  const wanted = ec2.launchTemplates.get(choice.id)
  if (wanted === undefined || template.id !== wanted.id) return false
  return template.version === String(versionNumber(wanted, choice.version))
}
