import type { Look, Probe, Target } from '../judging/sample.ts'
import type { Batch } from '../record/sample-record.ts'
import { OpenLoop } from './open-loop.ts'

interface Means {
  perSecond: number
  looksPerSecond: number
  firstProbeAt: number
  probe(): Promise<Probe>
  look(): Promise<Target[]>
  /** Told of each look that AWS refused; the next one is taken all the same. */
  missed(error: unknown): void
}

/** Probes the endpoint and looks at the targets from its making until it is stopped, and collects what it sees. */
export class Observation {
  readonly #means: Means
  readonly #loop: OpenLoop
  readonly #stopping = new AbortController()
  readonly #looking: Promise<void>
  #probes: Probe[] = []
  #looks: Look[] = []
  #lookingSince: number | undefined

  constructor(means: Means) {
    this.#means = means
    const { perSecond, firstProbeAt: firstAt, probe: send } = means
    this.#loop = new OpenLoop({ perSecond, firstAt, send, received: (probe) => this.#probes.push(probe) })
    this.#looking = this.#lookOnAndOn()
  }

  /** When the next probe is due. */
  get nextProbeAt(): number {
    return this.#loop.nextAt
  }

  /** Hands over what has been collected since the last time. */
  take(): Batch {
    const through = Math.min(
      this.#loop.oldestPending ?? Number.POSITIVE_INFINITY,
      this.#lookingSince ?? Date.now(),
      Date.now(),
    )
    const batch = { probes: this.#probes, looks: this.#looks, through }
    this.#probes = []
    this.#looks = []
    return batch
  }

  /** Takes back what was handed over, to hand it over again the next time. */
  giveBack({ probes, looks }: Batch): void {
    this.#probes = [...probes, ...this.#probes]
    this.#looks = [...looks, ...this.#looks]
  }

  /** Sends no more, and resolves once everything under way has come back. */
  async stop(): Promise<void> {
    this.#loop.stop()
    this.#stopping.abort()
    await Promise.all([this.#loop.settled(), this.#looking])
  }

  async #lookOnAndOn(): Promise<void> {
    const interval = 1_000 / this.#means.looksPerSecond
    while (!this.#stopping.signal.aborted) {
      const at = Date.now()
      await this.#lookOnce(at)
      await pause(at + interval - Date.now(), this.#stopping.signal)
    }
  }

  async #lookOnce(at: number): Promise<void> {
    this.#lookingSince = at
    try {
      this.#looks.push({ at, targets: await this.#means.look() })
    } catch (error) {
      this.#means.missed(error)
    }
    this.#lookingSince = undefined
  }
}

/** Resolves after some milliseconds, or as soon as the signal is aborted. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const finish = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, Math.max(0, milliseconds))
    signal.addEventListener('abort', finish, { once: true })
  })
}
