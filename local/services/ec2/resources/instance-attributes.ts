import type { Latencies } from '../../../latencies.ts'

export type InstanceStateName = 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped'

/** EC2's number for each state, the low byte of InstanceState.Code. */
export const stateCodes: Record<InstanceStateName, number> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
}

/** When an instance was last switched on and off, in cloud time. */
export interface PowerTimes {
  startedAt: number
  /** Since when it is off; absent while it is on. */
  stoppedAt?: number | undefined
  terminatedAt?: number | undefined
}

export function stateAt(now: number, times: PowerTimes, latencies: Latencies): InstanceStateName {
  const hasPassed = (since: number, seconds: number) => now >= since + seconds * 1000
  const { startedAt, stoppedAt, terminatedAt } = times
  if (terminatedAt !== undefined)
    return hasPassed(terminatedAt, latencies.instanceShuttingDown) ? 'terminated' : 'shutting-down'
  if (stoppedAt !== undefined) return hasPassed(stoppedAt, latencies.instanceStopping) ? 'stopped' : 'stopping'
  return hasPassed(startedAt, latencies.instancePending) ? 'running' : 'pending'
}

/** How an instance's metadata service behaves. */
export interface MetadataOptions {
  readonly enabled: boolean
  readonly tokenRequired: boolean
  readonly tagsEnabled: boolean
  readonly hopLimit: number
}
