import type { Probe } from '../judging/sample.ts'

interface Schedule {
  perSecond: number
  /** When the first probe is due, milliseconds since the epoch. */
  firstAt: number
  send(): Promise<Probe>
  received(probe: Probe): void
}

/**
 * What came due this long ago is still sent: the end of a slice waits for its last answers, as long as a user would. What
 * came due before that (the prober's machine stood still) is not.
 */
const longestBacklogMilliseconds = 10_000
/** A backlog is sent at this multiple of the rate, and not as one burst that no schedule has asked for. */
const catchingUp = 5

/**
 * Sends probes on schedule, whether or not earlier ones have been answered: a service that answers slowly is not probed
 * less for it. What came due while nothing could be sent, as between two slices of the watch, is sent soon after.
 */
export class OpenLoop {
  readonly #schedule: Schedule
  readonly #pending = new Map<Promise<void>, number>()
  #timer: NodeJS.Timeout | undefined
  #nextAt: number

  constructor(schedule: Schedule) {
    this.#schedule = schedule
    this.#nextAt = Math.max(schedule.firstAt, Date.now() - longestBacklogMilliseconds)
    this.#turn()
  }

  /** When the next probe is due: where a loop that carries on begins. */
  get nextAt(): number {
    return this.#nextAt
  }

  /** When the oldest probe was sent that has not come back; undefined when all have. */
  get oldestPending(): number | undefined {
    const [oldest] = this.#pending.values()
    return oldest
  }

  /** Sends no more. */
  stop(): void {
    clearTimeout(this.#timer)
  }

  /** Resolves when every probe sent has come back. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending.keys())
  }

  #turn(): void {
    const interval = 1_000 / this.#schedule.perSecond
    if (this.#nextAt <= Date.now()) {
      this.#send()
      this.#nextAt += interval
    }
    const left = this.#nextAt - Date.now()
    this.#timer = setTimeout(() => this.#turn(), left > 0 ? left : interval / catchingUp)
  }

  #send(): void {
    const sentAt = Date.now()
    const flight: Promise<void> = this.#schedule.send().then((probe) => {
      this.#pending.delete(flight)
      this.#schedule.received(probe)
    })
    this.#pending.set(flight, sentAt)
  }
}
