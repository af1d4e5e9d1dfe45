import type { Clock } from '../../clock.ts'
import { later } from '../pause.ts'
import { StateError } from '../state-error.ts'
import type { Timeouts } from '../task-events.ts'

/** The end of a task's time, and of its time since the last heartbeat where it is to send any. */
export class Deadlines implements Disposable {
  /** Rejects with `failure` when the task is out of time. */
  readonly passed: Promise<never>
  /** Set once the task is out of time. */
  failure: StateError | undefined
  readonly #clock: Clock
  readonly #heartbeatSeconds: number | undefined
  readonly #over = new AbortController()
  #beat = new AbortController()
  #reject: (failure: StateError) => void = () => {}

  /** `clock` is the one by which the work runs. */
  constructor(clock: Clock, { timeoutSeconds, heartbeatSeconds }: Timeouts, hasHeartbeat: boolean) {
    this.#clock = clock
    this.#heartbeatSeconds = hasHeartbeat ? heartbeatSeconds : undefined
    this.passed = new Promise((_, reject) => {
      this.#reject = reject
    })
    this.passed.catch(() => {})
    if (timeoutSeconds !== undefined) this.#expire(timeoutSeconds, this.#over.signal, new StateError('States.Timeout'))
    this.heartbeat()
  }

  /** Gives the task its full heartbeat time again. */
  heartbeat() {
    if (this.#heartbeatSeconds === undefined || this.#over.signal.aborted) return
    this.#beat.abort()
    this.#beat = new AbortController()
    // The history calls it States.Timeout too; Retry and Catch know it by both names.
    const missed = new StateError('States.Timeout', undefined, { alias: 'States.HeartbeatTimeout' })
    this.#expire(this.#heartbeatSeconds, this.#beat.signal, missed)
  }

  [Symbol.dispose]() {
    this.#over.abort()
    this.#beat.abort()
  }

  #expire(seconds: number, signal: AbortSignal, failure: StateError) {
    later(this.#clock, seconds * 1000, signal, () => {
      this.failure ??= failure
      this.#reject(failure)
    })
  }
}
