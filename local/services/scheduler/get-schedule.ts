import type { GetScheduleInput, GetScheduleOutput } from '@aws-sdk/client-scheduler'
import type { Call } from '../../operation.ts'
import { findSchedule } from './find.ts'

export { resources } from './find.ts'

export function handle(input: GetScheduleInput, call: Call): GetScheduleOutput {
  const schedule = findSchedule(input, call)
  return {
    Arn: schedule.arn,
    Name: schedule.name,
    GroupName: schedule.groupName,
    ScheduleExpression: schedule.expression.text,
    ScheduleExpressionTimezone: schedule.timezone,
    State: schedule.state,
    Target: { RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 }, ...schedule.target },
    FlexibleTimeWindow: schedule.window,
    ActionAfterCompletion: schedule.afterCompletion,
    CreationDate: new Date(schedule.createdAt),
    LastModificationDate: new Date(schedule.modifiedAt),
    ...(schedule.description !== undefined && { Description: schedule.description }),
    ...(schedule.startsAt !== undefined && { StartDate: new Date(schedule.startsAt) }),
    ...(schedule.endsAt !== undefined && { EndDate: new Date(schedule.endsAt) }),
  }
}
