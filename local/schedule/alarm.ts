import type { Clock, Timer } from '../clock.ts'

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
    if (due === undefined) return
    this.#timer = this.#clock.after(due - this.#clock.now(), () => {
      this.start(due)
      this.#ring(due)
    })
  }

  cancel() {
    this.#timer?.cancel()
  }
}
