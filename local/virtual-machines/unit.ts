import type { Console } from './console.ts'
import type { Exit, SupervisedProcess } from './supervised-process.ts'
import type { UnitFile } from './unit-file.ts'

export interface UnitContext {
  console: Console
  /** Starts the unit's process; throws with systemd's wording where it cannot be executed. */
  launch(file: UnitFile): SupervisedProcess
  /** Tells the user about a unit that keeps failing. */
  onCrashLoop(line: string): void
}

/** Signals after which a service counts as cleanly ended: HUP, INT, PIPE, TERM. */
const cleanSignals = new Set([1, 2, 13, 15])

/**
 * A systemd service on a machine. It lives on the wall clock, as the program it runs does: RestartSec and
 * TimeoutStopSec don't shrink when the cloud's clock runs fast.
 */
export class Unit {
  readonly file: UnitFile
  state: 'inactive' | 'active' | 'activating' | 'deactivating' | 'failed' = 'inactive'
  readonly #context: UnitContext
  #process: SupervisedProcess | undefined
  #restart: NodeJS.Timeout | undefined
  /** Fulfilled when the process that is being stopped has ended. */
  #stopping: Promise<void> = Promise.resolve()
  /**
   * Counts launches and orders to stop, so that the end of an earlier process is not taken for the end of the present
   * one, and a start that waits for a stop learns that another order has overtaken it.
   */
  #generation = 0
  #startTimes: number[] = []
  #crashes = 0

  constructor(file: UnitFile, context: UnitContext) {
    this.file = file
    this.#context = context
  }

  /**
   * Starts the service as `systemctl start` does, forgetting earlier failures. While the unit is being stopped the
   * start is queued behind that, for the old process may hold the port; a stop that comes meanwhile cancels it.
   */
  async start(): Promise<void> {
    if (this.state === 'active') return
    const generation = this.#generation
    await this.#stopping
    if (generation !== this.#generation) return
    clearTimeout(this.#restart)
    this.#startTimes = []
    this.#crashes = 0
    this.#launch()
  }

  /** Stops the service: SIGTERM, and after TimeoutStopSec SIGKILL. Resolves when its process has ended. */
  stop(limitMilliseconds = this.file.stopMilliseconds): Promise<void> {
    this.#generation++
    clearTimeout(this.#restart)
    if (this.#process) this.#stopping = this.#end(this.#process, limitMilliseconds)
    else this.state = 'inactive'
    return this.#stopping
  }

  restart(): Promise<void> {
    void this.stop()
    return this.start()
  }

  /** Ends everything at once, as a power cut would. */
  kill(): Promise<unknown> {
    this.#generation++
    clearTimeout(this.#restart)
    this.state = 'inactive'
    this.#process?.kill()
    return this.#process?.exited ?? Promise.resolve()
  }

  /** A process that is ending already is asked only once, but may be given less time than before. */
  async #end(process: SupervisedProcess, limitMilliseconds: number): Promise<void> {
    if (this.state !== 'deactivating') process.terminate()
    this.state = 'deactivating'
    const killer = setTimeout(() => process.kill(), limitMilliseconds)
    await process.exited
    clearTimeout(killer)
    if (this.#process !== process) return
    this.#process = undefined
    this.state = 'inactive'
  }

  #launch(): void {
    const generation = ++this.#generation
    try {
      if (this.#isLimited()) throw new Error('Start request repeated too quickly.')
      const process = this.#context.launch(this.file)
      this.#process = process
      this.state = 'active'
      this.#context.console.log('systemd[1]', `Started ${this.file.name}.`)
      void process.exited.then((exit) => generation === this.#generation && this.#ended(exit))
    } catch (error) {
      this.#fail((error as Error).message)
    }
  }

  #ended(exit: Exit): void {
    this.#process = undefined
    const { console } = this.#context
    const how = exit.signal ? `code=killed, signal=${exit.signal}` : `code=exited, status=${exit.status}`
    const reason = console.lastLine
    console.log('systemd[1]', `${this.file.name}: Main process exited, ${how}`)
    if (!wantsRestart(this.file, exit)) {
      if (isClean(exit)) this.state = 'inactive'
      else this.#fail(`${how}: ${reason}`)
      return
    }
    this.state = 'activating'
    this.#crashes++
    if (Math.log2(this.#crashes / 3) % 1 === 0) this.#tellCrash(`has ended ${this.#crashes} times (${how}): ${reason}`)
    this.#restart = setTimeout(() => this.#launch(), this.file.restartMilliseconds)
    this.#restart.unref()
  }

  #fail(reason: string): void {
    this.state = 'failed'
    this.#context.console.log('systemd[1]', `${this.file.name}: Failed: ${reason}`)
    this.#tellCrash(`failed: ${reason}`)
  }

  #tellCrash(what: string): void {
    this.#context.onCrashLoop(`${this.file.name} ${what}`)
  }

  #isLimited(): boolean {
    const { burst, intervalMilliseconds } = this.file.startLimit
    const now = performance.now()
    this.#startTimes = [...this.#startTimes.filter((time) => now - time < intervalMilliseconds), now]
    return burst > 0 && this.#startTimes.length > burst
  }
}

function isClean(exit: Exit): boolean {
  return exit.signal === undefined ? exit.status === 0 : cleanSignals.has(exit.signal)
}

/** The table of Restart= in systemd.service(5). */
function wantsRestart({ restart }: UnitFile, exit: Exit): boolean {
  const clean = isClean(exit)
  const killed = exit.signal !== undefined && !clean
  if (restart === 'always') return true
  if (restart === 'on-success') return clean
  if (restart === 'on-failure') return !clean
  return (restart === 'on-abnormal' || restart === 'on-abort') && killed
}
