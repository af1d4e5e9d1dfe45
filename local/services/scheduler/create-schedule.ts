import type { CreateScheduleInput, CreateScheduleOutput } from '@aws-sdk/client-scheduler'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findGroup } from './find.ts'
import { newSchedule } from './new-schedule.ts'

export { resources } from './find.ts'
export { needs } from './new-schedule.ts'

export function handle(input: CreateScheduleInput, call: Call): CreateScheduleOutput {
  const { scheduler, clock } = call.cloud
  const { Name = '', GroupName = 'default', ClientToken } = input
  findGroup(GroupName, call)
  const existing = scheduler.schedule(GroupName, Name)
  if (existing && ClientToken !== undefined && existing.clientToken === ClientToken)
    return { ScheduleArn: existing.arn }
  if (existing) throw new AwsError('ConflictException', `Schedule ${Name} already exists.`, 409)
  const schedule = newSchedule(input, clock.now(), call)
  scheduler.put(schedule)
  return { ScheduleArn: schedule.arn }
}
