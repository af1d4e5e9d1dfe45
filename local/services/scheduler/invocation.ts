import { randomUUID } from 'node:crypto'
import type { Cloud } from '../../cloud.ts'
import { deliver, type Loss } from '../../delivery/deliver.ts'
import { asRole } from '../../delivery/role.ts'
import { sendMessageTo } from '../../delivery/target-call.ts'
import { eventTime } from '../events/event.ts'
import type { Schedule } from './schedule.ts'
import { targetCall } from './target.ts'

/** The service that assumes a schedule's execution role. */
export const service = 'scheduler.amazonaws.com'

/** Calls a schedule's target for one due time, again and again if need be, and buries what fails for good. */
export async function invoke(cloud: Cloud, schedule: Schedule, due: number, executionId: string) {
  const { target, arn } = schedule
  // Trust policies of schedules name the group, not the schedule ("Cross-service confused deputy prevention").
  const source = { arn: cloud.scheduler.groupArn(schedule.groupName), sessionName: schedule.name }
  const principal = () => asRole(cloud, service, target.RoleArn ?? '', source)
  const inputOf = (attempt: number) =>
    withContext(target.Input ?? standardEvent(cloud, schedule, due), {
      'aws.scheduler.schedule-arn': arn,
      'aws.scheduler.scheduled-time': eventTime(due),
      'aws.scheduler.execution-id': executionId,
      'aws.scheduler.attempt-number': String(attempt),
    })
  const loss = await deliver({
    cloud,
    principal,
    call: (attempt) => targetCall(cloud, target, inputOf(attempt)),
    retryPolicy: {
      maximumRetryAttempts: target.RetryPolicy?.MaximumRetryAttempts ?? 185,
      maximumAgeSeconds: target.RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400,
    },
  })
  if (!loss) return
  cloud.note(`schedule ${schedule.name}: ${target.Arn} was not reached: ${loss.error.code}: ${loss.error.message}`)
  const queueArn = target.DeadLetterConfig?.Arn
  if (!queueArn) return
  const attributes = reasons(schedule, due, executionId, loss)
  const call = sendMessageTo(cloud, queueArn, inputOf(loss.retryAttempts + 1), attributes)
  try {
    await cloud.invoke(principal(), call.signingName, call.operation, call.input)
  } catch (error) {
    cloud.note(`schedule ${schedule.name}: the dead-letter queue refused: ${(error as Error).message}`)
  }
}

/** What a target is given whose schedule says nothing. */
const standardEvent = ({ account, region }: Cloud, { arn }: Schedule, due: number) =>
  JSON.stringify({
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account,
    time: eventTime(due),
    region,
    resources: [arn],
    detail: '{}',
  })

/** Fills in the attributes of "Adding context attributes in EventBridge Scheduler". */
function withContext(input: string, attributes: Record<string, string>): string {
  return input.replace(/<(aws\.scheduler\.[a-z-]+)>/g, (whole, name: string) => attributes[name] ?? whole)
}

/** Attributes of a dead letter ("Configuring a schedule's dead-letter queue"). */
const reasons = (schedule: Schedule, due: number, executionId: string, { error, retryAttempts, exhausted }: Loss) => ({
  ERROR_CODE: error.code,
  ERROR_MESSAGE: error.message,
  EXECUTION_ID: executionId,
  IS_PAYLOAD_TRUNCATED: 'false',
  RETRY_ATTEMPTS: String(retryAttempts),
  SCHEDULED_TIME: eventTime(due),
  SCHEDULE_ARN: schedule.arn,
  TARGET_ARN: schedule.target.Arn ?? '',
  ...(exhausted && { EXHAUSTED_RETRY_CONDITION: exhausted }),
})
