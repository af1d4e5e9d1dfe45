import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import type { Outcome } from '../../functions/environment.ts'
import { executionSession } from '../../functions/execution-session.ts'
import type { DeployedFunction } from './deployed-function.ts'

/** Cloud seconds before the second and the third try. Source: Lambda Developer Guide, Asynchronous invocation. */
const retrySeconds = [60, 120]

/** How long an event that is throttled is tried again, in cloud seconds. */
const maximumAgeSeconds = 6 * 3600

interface Event {
  lambda: DeployedFunction
  payload: string
  requestId: string
  acceptedAt: number
}

/** Events that functions are invoked with while nobody waits: retried by the cloud's clock, then handed to a queue. */
export class AsynchronousInvocations {
  readonly #cloud: Cloud
  readonly #closing = new AbortController()

  constructor(cloud: Cloud) {
    this.#cloud = cloud
  }

  add(lambda: DeployedFunction, payload: string, requestId: string) {
    const event = { lambda, payload, requestId, acceptedAt: this.#cloud.clock.now() }
    this.#deliver(event).catch((error: unknown) => {
      if (!this.#closing.signal.aborted) this.#cloud.note(`asynchronous invocation of ${lambda.name}: ${error}`)
    })
  }

  close() {
    this.#closing.abort()
  }

  async #deliver(event: Event) {
    let outcome = await this.#unthrottled(event)
    for (const seconds of retrySeconds) {
      if (!outcome.functionError) return
      await this.#cloud.clock.sleep(seconds * 1000, this.#closing.signal)
      outcome = await this.#unthrottled(event)
    }
    if (outcome.functionError) await this.#bury(event, outcome.payload)
  }

  /**
   * Throttled events go back to the queue, at growing distances, and count as no try. One whose role cannot be assumed
   * fails like one whose function does.
   */
  async #unthrottled(event: Event): Promise<Pick<Outcome, 'payload' | 'functionError'>> {
    const { clock, lambda } = this.#cloud
    for (let seconds = 1; ; seconds = Math.min(2 * seconds, 300)) {
      try {
        return await lambda.invoke(event.lambda.arn, event.payload, event.requestId)
      } catch (error) {
        if (error instanceof AwsError && error.code === 'AccessDeniedException') return failureOf(error)
        const young = clock.now() - event.acceptedAt < maximumAgeSeconds * 1000
        if (!(error instanceof AwsError && error.code === 'TooManyRequestsException' && young)) throw error
        await clock.sleep(seconds * 1000, this.#closing.signal)
      }
    }
  }

  /** Sends the event to the dead-letter queue with the function's own rights, as Lambda does. */
  async #bury({ lambda, payload, requestId }: Event, failure: string) {
    if (!lambda.deadLetterTargetArn) return
    const { principal } = executionSession(this.#cloud, lambda)
    const text = (value: string) => ({ DataType: 'String', StringValue: value })
    await this.#cloud.invoke(principal, 'sqs', 'SendMessage', {
      QueueUrl: this.#queueUrl(lambda.deadLetterTargetArn),
      MessageBody: payload,
      MessageAttributes: {
        RequestID: text(requestId),
        ErrorCode: { DataType: 'Number', StringValue: '200' },
        ErrorMessage: text(errorMessageOf(failure)),
      },
    })
  }

  #queueUrl(arn: string): string {
    const [, , , , account, name] = arn.split(':')
    return `${this.#cloud.endpoint}/${account}/${name}`
  }
}

function failureOf({ code, message }: AwsError): Pick<Outcome, 'payload' | 'functionError'> {
  return { payload: JSON.stringify({ errorType: code, errorMessage: message }), functionError: 'Unhandled' }
}

/** At most 1 KB of the function's error. */
function errorMessageOf(payload: string): string {
  const { errorMessage } = JSON.parse(payload) as { errorMessage?: string }
  return (errorMessage || 'The function failed').slice(0, 1024)
}
