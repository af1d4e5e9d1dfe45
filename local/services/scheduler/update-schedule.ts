import type { UpdateScheduleInput, UpdateScheduleOutput } from '@aws-sdk/client-scheduler'
import type { Call } from '../../operation.ts'
import { findSchedule } from './find.ts'
import { newSchedule } from './new-schedule.ts'

export { resources } from './find.ts'
export { needs } from './new-schedule.ts'

/** Whatever the request leaves out falls back to its usual value. */
export function handle(input: UpdateScheduleInput, call: Call): UpdateScheduleOutput {
  const schedule = newSchedule(input, findSchedule(input, call).createdAt, call)
  call.cloud.scheduler.put(schedule)
  return { ScheduleArn: schedule.arn }
}
