import type { FlexibleTimeWindow, ScheduleState, Target } from '@aws-sdk/client-scheduler'
import type { Alarm } from '../../schedule/alarm.ts'
import type { Expression } from '../../schedule/expression.ts'

/** A schedule, its times in milliseconds since the epoch on the cloud's clock. */
export interface Schedule {
  readonly name: string
  readonly groupName: string
  readonly arn: string
  readonly createdAt: number
  readonly modifiedAt: number
  readonly expression: { text: string; parsed: Expression }
  readonly timezone: string
  readonly startsAt?: number | undefined
  readonly endsAt?: number | undefined
  readonly state: ScheduleState
  readonly target: Target
  readonly window: FlexibleTimeWindow
  readonly afterCompletion: 'NONE' | 'DELETE'
  readonly description?: string | undefined
  /** Makes a repeated CreateSchedule of a client that got no answer harmless. */
  readonly clientToken?: string | undefined
  alarm?: Alarm | undefined
}

export interface ScheduleGroup {
  readonly name: string
  readonly arn: string
  readonly createdAt: number
  readonly clientToken?: string | undefined
}
