import type { Clock, Timer } from '../clock.ts'

/** The longest wait that is set at once: timers of the platform overflow after 24 days. */
const longestWaitMilliseconds = 86_400_000

/** Rings at each time that `next` names after the last one, until it names none or the alarm is cancelled. */
export class Alarm {
  readonly #clock: Clock
  readonly #next: (after: number) => number | undefined
  readonly #ring: (due: number) => void
  #timer: Timer | undefined

  constructor(clock: Clock, next: (after: number) => number | undefined, ring: (due: number) => void) {
    this.#clock = clock
    this.#next = next
    this.#ring = ring
  }

  /** Waits for the first time after `after`; one that has passed already rings at once. */
  start(after: number) {
    const due = this.#next(after)
    if (due !== undefined) this.#wait(due)
  }

  cancel() {
    this.#timer?.cancel()
  }

  #wait(due: number) {
    const remaining = due - this.#clock.now()
    this.#timer = this.#clock.after(Math.min(remaining, longestWaitMilliseconds), () => {
      if (this.#clock.now() < due) return this.#wait(due)
      this.start(due)
      this.#ring(due)
    })
  }
}
