import { StateError } from '../../asl/state-error.ts'
import { AwsError } from '../../aws-error.ts'
import type { Json } from '../../json.ts'
import { invalidToken } from './errors.ts'

interface Waiting {
  succeed(output: Json): void
  fail(failure: StateError): void
  heartbeat(): void
}

/** Every token has at least this many characters; anything shorter was never one. */
const shortestToken = 100

/** The tasks that wait for someone to report their end under a token. */
export class TaskTokens {
  readonly #waiting = new Map<string, Waiting>()

  /** Resolves with what is reported under the token; rejects with the failure reported, or when given up. */
  wait(token: string, signal: AbortSignal, heartbeat: () => void): Promise<Json> {
    return new Promise<Json>((resolve, reject) => {
      this.#waiting.set(token, { succeed: resolve, fail: reject, heartbeat })
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    }).finally(() => this.#waiting.delete(token))
  }

  succeed(token: string, output: Json) {
    this.#find(token).succeed(output)
    this.#waiting.delete(token)
  }

  fail(token: string, { error, cause }: { error?: string | undefined; cause?: string | undefined }) {
    this.#find(token).fail(new StateError(error, cause))
    this.#waiting.delete(token)
  }

  heartbeat(token: string) {
    this.#find(token).heartbeat()
  }

  /** Ends the life of a token nobody waits for any more, as that of a task that could not be started. */
  forget(token: string) {
    this.#waiting.delete(token)
  }

  #find(token: string): Waiting {
    const waiting = this.#waiting.get(token)
    if (waiting) return waiting
    if (token.length < shortestToken || !/^[\w-]+$/.test(token)) throw invalidToken()
    throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'")
  }
}
