/**
 * The time of everything that is AWS's: provisioning, health check intervals, waits and retry delays.
 * Network timeouts and the code of the deployed service stay on the wall clock.
 */
export interface Clock {
  /** How many cloud seconds pass in one second of wall time; 0 for a clock moved by hand. */
  readonly speed: number
  /** Cloud time in milliseconds since the epoch. */
  now(): number
  /** Resolves after `milliseconds` of cloud time; rejects with the signal's reason when aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
  /** Calls `action` once after `milliseconds` of cloud time, unless cancelled. */
  after(milliseconds: number, action: () => void): Timer
  /** Calls `action` every `milliseconds` of cloud time until cancelled; turns never overlap. */
  every(milliseconds: number, action: () => void | Promise<void>): Timer
  /** Cancels every timer; sleepers never wake. */
  stop(): void
}

export interface Timer {
  cancel(): void
}

abstract class TimedClock implements Clock {
  abstract readonly speed: number
  abstract now(): number
  abstract after(milliseconds: number, action: () => void): Timer
  abstract stop(): void

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const abort = () => {
        timer.cancel()
        reject(signal?.reason)
      }
      const timer = this.after(milliseconds, () => {
        signal?.removeEventListener('abort', abort)
        resolve()
      })
      signal?.addEventListener('abort', abort, { once: true })
    })
  }

  every(milliseconds: number, action: () => void | Promise<void>): Timer {
    let cancelled = false
    let pending: Timer
    const turn = async () => {
      try {
        await action()
      } finally {
        if (!cancelled) schedule()
      }
    }
    const schedule = () => {
      pending = this.after(milliseconds, () => void turn())
    }
    schedule()
    return {
      cancel: () => {
        cancelled = true
        pending.cancel()
      },
    }
  }
}

/** The most milliseconds that setTimeout can wait for. */
const longestTimeout = 2 ** 31 - 1

/** Cloud time that starts at the wall's and then runs `speed` times as fast. */
export class ScaledClock extends TimedClock {
  readonly speed: number
  readonly #startedAt = Date.now()
  readonly #startedMonotonic = performance.now()
  readonly #timers = new Set<NodeJS.Timeout>()
  #stopped = false

  constructor(speed = 1) {
    super()
    if (!(speed > 0)) throw new RangeError(`speed must be above 0, not ${speed}`)
    this.speed = speed
  }

  now(): number {
    return Math.floor(this.#startedAt + (performance.now() - this.#startedMonotonic) * this.speed)
  }

  after(milliseconds: number, action: () => void): Timer {
    if (this.#stopped) return { cancel() {} }
    const due = this.now() + milliseconds
    let handle: NodeJS.Timeout
    const wait = () => {
      const remaining = Math.max(0, (due - this.now()) / this.speed)
      handle = setTimeout(fire, Math.min(remaining, longestTimeout))
      this.#timers.add(handle)
    }
    // setTimeout may fire a little early, and cannot wait for longer than some weeks.
    const fire = () => {
      this.#timers.delete(handle)
      if (this.now() < due) wait()
      else action()
    }
    wait()
    return {
      cancel: () => {
        clearTimeout(handle)
        this.#timers.delete(handle)
      },
    }
  }

  stop(): void {
    this.#stopped = true
    for (const handle of this.#timers) clearTimeout(handle)
    this.#timers.clear()
  }
}

/** Cloud time that stands still until a test moves it. */
export class ManualClock extends TimedClock {
  readonly speed = 0
  #now: number
  #timers: { at: number; action: () => void }[] = []

  constructor(start = Date.now()) {
    super()
    this.#now = start
  }

  now(): number {
    return this.#now
  }

  after(milliseconds: number, action: () => void): Timer {
    const timer = { at: this.#now + Math.max(0, milliseconds), action }
    this.#timers.push(timer)
    return {
      cancel: () => {
        this.#timers = this.#timers.filter((each) => each !== timer)
      },
    }
  }

  /** Moves cloud time forward, firing due timers in order and letting what they start settle in between. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds
    await settle()
    for (let due = this.#nextDue(end); due; due = this.#nextDue(end)) {
      this.#timers = this.#timers.filter((each) => each !== due)
      this.#now = due.at
      due.action()
      await settle()
    }
    this.#now = end
  }

  stop(): void {
    this.#timers = []
  }

  #nextDue(end: number) {
    return this.#timers.filter((each) => each.at <= end).sort((a, b) => a.at - b.at)[0]
  }
}

/** Lets promise chains and immediate I/O callbacks run until nothing more is ready. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
}
