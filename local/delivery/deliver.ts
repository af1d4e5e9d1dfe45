import { AwsError } from '../aws-error.ts'
import type { Cloud } from '../cloud.ts'
import type { Principal } from '../services/iam/principal.ts'
import type { TargetCall } from './target-call.ts'

/** How long, and how often, a delivery is tried again. Seconds run on the cloud's clock. */
export interface RetryPolicy {
  maximumRetryAttempts: number
  maximumAgeSeconds: number
}

export interface Delivery {
  cloud: Cloud
  /** Who delivers. Throws AwsError where a role cannot be assumed. */
  principal(): Principal
  /** The call of one attempt, the first of which is 1. */
  call(attempt: number): TargetCall
  retryPolicy: RetryPolicy
}

/** Why a delivery was given up. */
export interface Loss {
  error: AwsError
  /** How often it was tried again. */
  retryAttempts: number
  /** The limit that was reached; none for an error that is not worth another try. */
  exhausted?: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds'
}

const longestPauseSeconds = 600

/** Calls a target until it answers, as "Retry policy and using dead-letter queues" tells; resolves to what was lost. */
export async function deliver({ cloud, principal, call, retryPolicy }: Delivery): Promise<Loss | undefined> {
  const startedAt = cloud.clock.now()
  for (let attempt = 1; ; attempt++) {
    const error = await attemptOf(cloud, principal, () => call(attempt))
    if (!error) return undefined
    const loss = { error, retryAttempts: attempt - 1 }
    if (!isWorthAnotherTry(error)) return loss
    if (attempt > retryPolicy.maximumRetryAttempts) return { ...loss, exhausted: 'MaximumRetryAttempts' }
    const pauseSeconds = Math.min(2 ** attempt, longestPauseSeconds) * (0.5 + Math.random() / 2)
    const ageSeconds = (cloud.clock.now() - startedAt) / 1000
    if (ageSeconds + pauseSeconds > retryPolicy.maximumAgeSeconds)
      return { ...loss, exhausted: 'MaximumEventAgeInSeconds' }
    await cloud.clock.sleep(pauseSeconds * 1000)
  }
}

async function attemptOf(cloud: Cloud, principal: () => Principal, call: () => TargetCall) {
  try {
    const { signingName, operation, input } = call()
    await cloud.invoke(principal(), signingName, operation, input)
    return undefined
  } catch (error) {
    if (error instanceof AwsError) return error
    cloud.note(`defect: ${error instanceof Error ? error.stack : String(error)}`)
    return new AwsError('InternalFailure', 'The target failed for a reason of its own.', 500)
  }
}

/** Missing rights and missing resources stay missing; a busy or broken service may recover. */
const isWorthAnotherTry = ({ code, status }: AwsError) =>
  status >= 500 || /Throttl|TooManyRequests|LimitExceeded/.test(code)
