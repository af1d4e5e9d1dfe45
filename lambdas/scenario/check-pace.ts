import type { TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2'
import { targetGroupNamedFor } from '../lookups/load-balancing.ts'
import type { Phase } from './phase.ts'

/** How slowly a load balancer may notice what a phase changes, as its target group is configured. */
export interface CheckPace {
  /** Nodes of a load balancer check each target by themselves: they may differ for so long. */
  intervalSeconds: number
  /** From a change of a parameter until every target has been seen to change its state. */
  slowestChangeSeconds: number
}

/** The longest that instances may be deployed to wait before they read their settings again. */
const longestRefreshSeconds = 60

export async function checkPaceOf(service: string): Promise<CheckPace> {
  const group: Partial<TargetGroup> = (await targetGroupNamedFor(service)) ?? {}
  const {
    HealthCheckIntervalSeconds: intervalSeconds = 5,
    HealthyThresholdCount = 2,
    UnhealthyThresholdCount = 2,
  } = group
  const checks = Math.max(HealthyThresholdCount, UnhealthyThresholdCount) + 1
  return { intervalSeconds, slowestChangeSeconds: checks * intervalSeconds + longestRefreshSeconds }
}

/** What servers need at least to be well again once nothing is broken any more: for new credentials, connections, settings. */
const shortestRecoverySeconds = 300

/** From the moment that all has been lifted until a target which is unhealthy still must be taken for broken itself. */
export async function recoverySecondsOf(service: string): Promise<number> {
  const { slowestChangeSeconds } = await checkPaceOf(service)
  return Math.max(shortestRecoverySeconds, 2 * slowestChangeSeconds)
}

/** The phases with ceilings that a service with these health checks can keep. */
export function paced(phases: readonly Phase[], { slowestChangeSeconds }: CheckPace): Phase[] {
  return phases.map((phase) => ({
    ...phase,
    ceilingSeconds: Math.max(phase.ceilingSeconds, slowestChangeSeconds),
  }))
}
