import type { Subnet } from '../../ec2/resources/network.ts'
import type { Activity } from './activity.ts'
import type { Member } from './member.ts'
import type { Refresh } from './refresh.ts'

/** What a group does by itself, and what SuspendProcesses can stop. */
export const processNames = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
] as const
export type ProcessName = (typeof processNames)[number]

/** A launch template as a group names it: the version may be `$Latest` or `$Default`. */
export interface TemplateChoice {
  readonly id: string
  readonly name: string
  readonly version: string
}

/** What CreateAutoScalingGroup and UpdateAutoScalingGroup set. */
export interface GroupSettings {
  minSize: number
  maxSize: number
  desiredCapacity: number
  template: TemplateChoice
  subnets: readonly Subnet[]
  /** The subnets as the caller wrote them; undefined for a group that was given zones. */
  vpcZoneIdentifier: string | undefined
  healthCheckType: string
  graceSeconds: number
  cooldownSeconds: number
  terminationPolicies: readonly string[]
  protectsNew: boolean
  warmupSeconds: number | undefined
  context: string | undefined
}

export interface Group extends GroupSettings {
  readonly name: string
  readonly arn: string
  readonly createdAt: number
  /** Attached target groups by ARN; one that is being detached still drains. */
  readonly targetGroups: Map<string, 'attached' | 'detaching'>
  /** Suspended processes with the reason that is shown. */
  readonly suspended: Map<ProcessName, string>
  /** Which tags instances get at their launch, by key. */
  readonly propagated: Map<string, boolean>
  members: Member[]
  activities: Activity[]
  refreshes: Refresh[]
  /** The request that last changed the capacity, in the words of an activity's cause, until it has been acted upon. */
  change: string | undefined
  /** How many members have been taken out as unhealthy and not been replaced yet. */
  replacementsDue: number
  /** When the last change of capacity was acted upon; SetDesiredCapacity can honour a cooldown after it. */
  lastScaledAt: number
  /** No launch before this time, after failures. */
  retryAt: number
  failedLaunches: number
  deletion: { force: boolean } | undefined
}

/** Members that count for the capacity: all but those on their way out. */
export function presentMembers({ members }: Group): Member[] {
  return members.filter(({ lifecycle }) => lifecycle !== 'Terminating')
}

export function isSuspended({ suspended }: Group, process: ProcessName): boolean {
  return suspended.has(process)
}

/** The zones of the group in the order they were given. */
export function zonesOf({ subnets }: Group): string[] {
  return [...new Set(subnets.map(({ zone }) => zone))]
}

/** The target groups that instances belong to. */
export function attachedTargetGroups({ targetGroups }: Group): string[] {
  return [...targetGroups].filter(([, state]) => state === 'attached').map(([arn]) => arn)
}
