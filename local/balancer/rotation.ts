import type { Target } from './target.ts'

export type Algorithm = 'round_robin' | 'least_outstanding_requests'

/**
 * How old a list of targets may be. Changes announce themselves; this bounds what nobody announces, such as an
 * instance that is stopped, without asking for every target's state on every request.
 */
const rereadMilliseconds = 20

/** Chooses the target of each request among those that may get traffic. */
export class Rotation {
  readonly #eligible: () => readonly Target[]
  readonly #algorithm: () => Algorithm
  #targets: readonly Target[] = []
  #readAt = Number.NEGATIVE_INFINITY
  #turn = 0

  constructor(eligible: () => readonly Target[], algorithm: () => Algorithm) {
    this.#eligible = eligible
    this.#algorithm = algorithm
  }

  /** The target of the next request; undefined when there is none to take it. */
  next(): Target | undefined {
    const now = performance.now()
    if (now - this.#readAt > rereadMilliseconds) {
      this.#targets = this.#eligible()
      this.#readAt = now
    }
    const targets = this.#targets
    if (targets.length === 0) return undefined
    this.#turn = (this.#turn + 1) % targets.length
    return this.#algorithm() === 'round_robin' ? targets[this.#turn] : this.#leastOutstanding(targets)
  }

  /** Makes the next request see a change of the targets at once. */
  changed() {
    this.#readAt = Number.NEGATIVE_INFINITY
  }

  /** Among equals the one whose turn it is, so that an idle group still rotates. */
  #leastOutstanding(targets: readonly Target[]): Target | undefined {
    let least = targets[this.#turn]
    for (let step = 1; step < targets.length; step++) {
      const target = targets[(this.#turn + step) % targets.length]
      if (target !== undefined && least !== undefined && target.outstanding < least.outstanding) least = target
    }
    return least
  }
}
