import type { Environment } from './environment.ts'
import type { LambdaFunction } from './lambda-function.ts'

/** How long an idle environment is kept. */
export const idleSeconds = 15

/** As long as there are more environments than these, busy ones included, idle ones are ended. */
export const environmentsKept = 6

/** The environments that wait for their next invocation, the longest waiting first. */
export class WarmEnvironments {
  readonly #limit: () => number
  readonly #idle = new Map<Environment, NodeJS.Timeout>()
  readonly #invocations = new WeakMap<LambdaFunction, number>()

  /** @param limit how many idle ones may be kept at the moment, whatever the number of functions. */
  constructor(limit: () => number) {
    this.#limit = limit
  }

  /** Takes out one of exactly this function whose credentials outlast the invocation. */
  take(lambda: LambdaFunction): Environment | undefined {
    this.#invocations.set(lambda, this.#invocationsOf(lambda) + 1)
    for (const environment of this.#idle.keys()) {
      if (environment.lambda !== lambda) continue
      clearTimeout(this.#idle.get(environment))
      this.#idle.delete(environment)
      const until = Date.now() + lambda.timeoutSeconds * 1000
      if (environment.alive && environment.expiration.getTime() > until) return environment
      void environment.end()
    }
    return undefined
  }

  put(environment: Environment) {
    if (!environment.alive) return
    const retire = () => this.#retire(environment)
    this.#idle.set(environment, setTimeout(retire, idleSeconds * 1000).unref())
    this.trim()
  }

  /** Ends those beyond the limit. */
  trim() {
    while (this.#idle.size > Math.max(0, this.#limit())) this.#retire(this.#leastInvoked())
  }

  /** Ends those of a function that has changed or is gone. */
  drop(lambda: LambdaFunction) {
    for (const environment of this.#idle.keys()) if (environment.lambda === lambda) this.#retire(environment)
  }

  async close() {
    const all = [...this.#idle.keys()]
    for (const timer of this.#idle.values()) clearTimeout(timer)
    this.#idle.clear()
    await Promise.all(all.map((environment) => environment.end()))
  }

  /**
   * Of the functions invoked least, the longest idle. Were it the longest idle of all, a state machine that goes round
   * one function more than are kept would never find one.
   */
  #leastInvoked(): Environment {
    const invocations = (environment: Environment) => this.#invocationsOf(environment.lambda)
    return [...this.#idle.keys()].reduce((least, each) => (invocations(each) < invocations(least) ? each : least))
  }

  #invocationsOf(lambda: LambdaFunction): number {
    return this.#invocations.get(lambda) ?? 0
  }

  #retire(environment: Environment) {
    clearTimeout(this.#idle.get(environment))
    this.#idle.delete(environment)
    void environment.end()
  }
}
