import type { InstanceRefresh, InstanceRefreshStatus, RefreshPreferences } from '@aws-sdk/client-auto-scaling'
import type { TemplateChoice } from './group.ts'
import { templateView } from './member.ts'

/** A rolling replacement of a group's instances. Times are cloud milliseconds. */
export interface Refresh {
  readonly id: string
  readonly startedAt: number
  endedAt?: number
  status: InstanceRefreshStatus
  reason?: string
  /** Ids of the instances it has to replace. */
  readonly outdated: ReadonlySet<string>
  remaining: number
  readonly minHealthyPercentage: number
  readonly warmupSeconds: number
  readonly skipsMatching: boolean
  /** The template new instances are made from, where the refresh names one; the group's own once it has succeeded. */
  readonly template?: TemplateChoice
}

export function isActive({ status }: Refresh): boolean {
  return status === 'Pending' || status === 'InProgress' || status === 'Cancelling'
}

/** A refresh as DescribeInstanceRefreshes shows it. */
export function refreshView(refresh: Refresh, groupName: string): InstanceRefresh {
  const { outdated, remaining, template } = refresh
  const PercentageComplete = outdated.size === 0 ? 100 : Math.floor(((outdated.size - remaining) / outdated.size) * 100)
  const Preferences: RefreshPreferences = {
    MinHealthyPercentage: refresh.minHealthyPercentage,
    InstanceWarmup: refresh.warmupSeconds,
    SkipMatching: refresh.skipsMatching,
  }
  return {
    InstanceRefreshId: refresh.id,
    AutoScalingGroupName: groupName,
    Status: refresh.status,
    ...(refresh.reason === undefined ? {} : { StatusReason: refresh.reason }),
    StartTime: new Date(refresh.startedAt),
    ...(refresh.endedAt === undefined ? {} : { EndTime: new Date(refresh.endedAt) }),
    PercentageComplete,
    InstancesToUpdate: remaining,
    Preferences,
    Strategy: 'Rolling',
    ...(template ? { DesiredConfiguration: { LaunchTemplate: templateView(template) } } : {}),
  }
}
