import type { Retrier } from './definition.ts'
import { matches } from './error-match.ts'
import type { StateError } from './state-error.ts'

/** How often the retriers of one visit have been used. Source: Amazon States Language, Retrying after error. */
export class Retries {
  readonly #retriers: readonly Retrier[]
  readonly #random: () => number
  readonly #used: number[]

  constructor(retriers: readonly Retrier[], random: () => number) {
    this.#retriers = retriers
    this.#random = random
    this.#used = retriers.map(() => 0)
  }

  /** Seconds until the next attempt; undefined when the failure is not to be retried (any more). */
  delayAfter(failure: StateError): number | undefined {
    const index = this.#retriers.findIndex(({ ErrorEquals }) => matches(ErrorEquals, failure))
    const retrier = this.#retriers[index]
    const used = this.#used[index] ?? 0
    if (!retrier || used >= (retrier.MaxAttempts ?? 3)) return undefined
    this.#used[index] = used + 1
    const delay = delaySeconds(retrier, used)
    return retrier.JitterStrategy === 'FULL' ? delay * this.#random() : delay
  }
}

function delaySeconds({ IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds }: Retrier, used: number): number {
  const delay = IntervalSeconds * BackoffRate ** used
  return MaxDelaySeconds === undefined ? delay : Math.min(delay, MaxDelaySeconds)
}
