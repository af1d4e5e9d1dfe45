import type { CreateScheduleInput, FlexibleTimeWindow, Target, UpdateScheduleInput } from '@aws-sdk/client-scheduler'
import { AwsError } from '../../aws-error.ts'
import type { Call, Need } from '../../operation.ts'
import { isTimeZone, readExpression } from '../../schedule/expression.ts'
import { service } from './invocation.ts'
import type { Schedule } from './schedule.ts'
import { checkTarget } from './target.ts'

/** Whoever makes or changes a schedule hands its role to the scheduler. */
export const needs = ({ Target }: { Target?: Target | undefined }): Need[] => [
  {
    action: 'iam:PassRole',
    resource: Target?.RoleArn ?? '*',
    conditions: { 'iam:PassedToService': service },
  },
]

const invalid = (message: string) => new AwsError('ValidationException', message)

/** A schedule as a request describes it, checked; what the request leaves out has its usual value. */
export function newSchedule(input: CreateScheduleInput | UpdateScheduleInput, createdAt: number, call: Call): Schedule {
  const { Name: name = '', GroupName: groupName = 'default', Description: description } = input
  const { scheduler, clock } = call.cloud
  const modifiedAt = clock.now()
  checkDates(input, modifiedAt)
  return {
    name,
    groupName,
    arn: scheduler.arnOf(groupName, name),
    createdAt,
    modifiedAt,
    expression: checkedExpression(input.ScheduleExpression),
    timezone: checkedTimezone(input.ScheduleExpressionTimezone),
    startsAt: input.StartDate?.getTime(),
    endsAt: input.EndDate?.getTime(),
    state: input.State ?? 'ENABLED',
    target: checkedTarget(input.Target, scheduler.groupArn(groupName), call),
    window: checkedWindow(input.FlexibleTimeWindow),
    afterCompletion: input.ActionAfterCompletion ?? 'NONE',
    description,
    clientToken: input.ClientToken,
  }
}

function checkedExpression(text = '') {
  const parsed = readExpression(text)
  if (!parsed) throw invalid(`Invalid Schedule Expression ${text}.`)
  return { text, parsed }
}

function checkedTimezone(name = 'UTC'): string {
  if (!isTimeZone(name)) throw invalid(`Invalid Schedule Expression Timezone ${name}.`)
  return name
}

function checkDates({ StartDate, EndDate }: CreateScheduleInput | UpdateScheduleInput, now: number) {
  const fiveMinutesMilliseconds = 300_000
  if (StartDate && StartDate.getTime() < now - fiveMinutesMilliseconds)
    throw invalid('The StartDate you specify cannot be earlier than 5 minutes ago.')
  if (EndDate && EndDate.getTime() <= now) throw invalid('The EndDate you specify must be in the future.')
  if (StartDate && EndDate && StartDate >= EndDate) throw invalid('The StartDate must be before the EndDate.')
}

function checkedTarget(target: Target | undefined, groupArn: string, { cloud }: Call): Target {
  if (!target) throw invalid('Target must not be null.')
  const source = { 'aws:SourceAccount': cloud.account, 'aws:SourceArn': groupArn }
  if (!cloud.iam.mayAssume(service, target.RoleArn ?? '', source))
    throw invalid('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.')
  checkTarget(cloud, target)
  return target
}

function checkedWindow(window: FlexibleTimeWindow | undefined): FlexibleTimeWindow {
  const minutes = window?.MaximumWindowInMinutes
  if (window?.Mode === 'OFF' && minutes === undefined) return window
  if (window?.Mode === 'FLEXIBLE' && minutes !== undefined && minutes >= 1 && minutes <= 1440) return window
  throw invalid('FlexibleTimeWindow must be OFF without, or FLEXIBLE with, a MaximumWindowInMinutes from 1 to 1440.')
}
