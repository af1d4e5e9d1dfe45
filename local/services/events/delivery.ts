import type { Target } from '@aws-sdk/client-eventbridge'
import type { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import { deliver, type Loss } from '../../delivery/deliver.ts'
import { asRole } from '../../delivery/role.ts'
import { callOf, sendMessageTo, type TargetCall } from '../../delivery/target-call.ts'
import type { Principal } from '../iam/principal.ts'
import type { Event } from './event.ts'
import { payloadFor } from './input.ts'
import type { Rule } from './rule.ts'

const service = 'events.amazonaws.com'

/** Sends an event to a rule's target, again and again if need be, and to its dead-letter queue when that fails. */
export async function deliverEvent(cloud: Cloud, rule: Rule, target: Target, event: Event) {
  const payload = payloadFor(target, rule, event, cloud.clock.now())
  const loss = await deliver({
    cloud,
    principal: () => deliverer(cloud, rule, target),
    call: () => callFor(cloud, target, payload),
    retryPolicy: {
      maximumRetryAttempts: target.RetryPolicy?.MaximumRetryAttempts ?? 185,
      maximumAgeSeconds: target.RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400,
    },
  })
  if (!loss) return
  cloud.note(`rule ${rule.name}: ${target.Arn} was not reached: ${loss.error.code}: ${loss.error.message}`)
  if (target.DeadLetterConfig?.Arn) await bury(cloud, rule, target, event, loss)
}

/** Queues and functions are called by the service itself, which their own policies must let in. */
function deliverer(cloud: Cloud, rule: Rule, { RoleArn }: Target): Principal {
  if (RoleArn) return asRole(cloud, service, RoleArn, { arn: rule.arn, sessionName: rule.name })
  return { arn: service, userId: service, sourceArn: rule.arn }
}

function callFor(cloud: Cloud, { Arn = '' }: Target, payload: string): TargetCall {
  const call = callOf(cloud, Arn, payload)
  if (!call) throw new Error(`PutTargets let ${Arn} through, which cannot be called`)
  return call
}

/** The dead letter is the event; its attributes tell why. */
async function bury(cloud: Cloud, rule: Rule, target: Target, event: Event, loss: Loss) {
  const { signingName, operation, input } = sendMessageTo(
    cloud,
    target.DeadLetterConfig?.Arn ?? '',
    JSON.stringify(event),
    {
      RULE_ARN: rule.arn,
      TARGET_ARN: target.Arn ?? '',
      ERROR_CODE: kindOf(loss.error),
      ERROR_MESSAGE: loss.error.message,
      RETRY_ATTEMPTS: String(loss.retryAttempts),
      ...(loss.exhausted && { EXHAUSTED_RETRY_CONDITION: loss.exhausted }),
    },
  )
  const principal = { arn: service, userId: service, sourceArn: rule.arn }
  await cloud
    .invoke(principal, signingName, operation, input)
    .catch((error: Error) => cloud.note(`rule ${rule.name}: the dead-letter queue refused: ${error.message}`))
}

/** The error codes of dead letters ("Using dead-letter queues to process undelivered events"). */
function kindOf({ code, status }: AwsError): string {
  if (/AccessDenied|Unauthorized/.test(code)) return 'NO_PERMISSIONS'
  if (/DoesNotExist|NotFound|NonExistent/.test(code)) return 'NO_RESOURCE'
  if (/AlreadyExists/.test(code)) return 'RESOURCE_ALREADY_EXISTS'
  if (/Throttl|TooManyRequests/.test(code)) return 'THROTTLING'
  if (/Invalid|Validation/.test(code)) return 'INVALID_PARAMETER'
  return status >= 500 ? 'ERROR_FROM_TARGET' : 'SDK_CLIENT_ERROR'
}
