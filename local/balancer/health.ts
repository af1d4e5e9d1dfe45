/** Why a check failed, in the words of DescribeTargetHealth. */
export interface CheckFailure {
  readonly reason: 'Target.ResponseCodeMismatch' | 'Target.Timeout' | 'Target.FailedHealthChecks'
  readonly description: string
}

export type CheckResult = 'passed' | CheckFailure

/** How many consecutive checks change a target's state. */
export interface Thresholds {
  readonly healthy: number
  readonly unhealthy: number
}

/**
 * What a series of health checks says of a target. A new target is healthy after one passed check; from then on a
 * change takes as many in a row as its threshold says. Source: Elastic Load Balancing, "Health checks for Application
 * Load Balancer target groups".
 */
export class Health {
  #state: 'initial' | 'healthy' | 'unhealthy' = 'initial'
  #failure: CheckFailure | undefined
  #passes = 0
  #failures = 0

  get state() {
    return this.#state
  }

  /** Why it is unhealthy: the way the latest check failed. */
  get failure(): CheckFailure | undefined {
    return this.#state === 'unhealthy' ? this.#failure : undefined
  }

  record(result: CheckResult, thresholds: Thresholds) {
    if (result === 'passed') this.#pass(thresholds)
    else this.#fail(result, thresholds)
  }

  #pass({ healthy }: Thresholds) {
    this.#failures = 0
    this.#passes++
    if (this.#state === 'initial' || this.#passes >= healthy) this.#state = 'healthy'
  }

  #fail(failure: CheckFailure, { unhealthy }: Thresholds) {
    this.#passes = 0
    this.#failures++
    this.#failure = failure
    if (this.#failures >= unhealthy) this.#state = 'unhealthy'
  }
}
