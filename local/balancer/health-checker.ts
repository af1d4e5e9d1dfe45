import type { Clock, Timer } from '../clock.ts'
import type { CheckResult } from './health.ts'

export interface Checks {
  check(signal: AbortSignal): Promise<CheckResult>
  record(result: CheckResult): void
  /** Cloud time from the start of one check to the start of the next. */
  intervalMilliseconds(): number
}

/** Checks one target again and again, never twice at a time: a check that outlasts the interval delays the next. */
export class HealthChecker {
  readonly #clock: Clock
  readonly #checks: Checks
  #round: AbortController | undefined
  #next: Timer | undefined
  #sent = false

  constructor(clock: Clock, checks: Checks) {
    this.#clock = clock
    this.#checks = checks
  }

  get running(): boolean {
    return this.#round !== undefined
  }

  /** Whether a check has been sent since it started. */
  get sent(): boolean {
    return this.#sent
  }

  start() {
    if (this.#round !== undefined) return
    const round = new AbortController()
    this.#round = round
    this.#next = this.#clock.after(0, () => void this.#turn(round.signal))
  }

  /** Also gives up the check under way. */
  stop() {
    this.#next?.cancel()
    this.#round?.abort()
    this.#round = undefined
    this.#sent = false
  }

  async #turn(signal: AbortSignal): Promise<void> {
    const startedAt = this.#clock.now()
    this.#sent = true
    const result = await this.#checks.check(signal).catch(() => undefined)
    if (signal.aborted || result === undefined) return
    this.#checks.record(result)
    const passed = this.#clock.now() - startedAt
    const rest = Math.max(0, this.#checks.intervalMilliseconds() - passed)
    this.#next = this.#clock.after(rest, () => void this.#turn(signal))
  }
}
