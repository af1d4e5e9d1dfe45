import { type ChildProcess, fork } from 'node:child_process'
import type { FromEnvironment, FunctionError, ToEnvironment } from './messages.ts'

/** What is heard of a process that has ended by itself. */
export type Exit = { type: 'exited'; error: FunctionError }

export interface RuntimeProcessOptions {
  /** The file of Lambda's runtime. */
  runtime: string
  /** Where the process starts, and where the system would leave the core of one that crashes. */
  folder: string
  compileCache: string
  memoryMegabytes: number
}

/**
 * A process with Lambda's runtime in a thread, and as yet no function: V8 ends the whole process whose heap it cannot
 * grow, so that nothing less would keep the cloud alive. It ends when the cloud's own process does.
 */
export class RuntimeProcess {
  readonly memoryMegabytes: number
  readonly #process: ChildProcess
  readonly #booted: Promise<void>
  readonly #ended: Promise<void>
  #listener: (message: FromEnvironment | Exit) => void = () => {}
  #exit: Exit | undefined

  constructor({ runtime, folder, compileCache, memoryMegabytes }: RuntimeProcessOptions) {
    this.memoryMegabytes = memoryMegabytes
    // In a group of its own, since Ctrl-C is for the cloud, which ends its functions itself.
    this.#process = fork(runtime, [compileCache, String(memoryMegabytes)], {
      cwd: folder,
      // Not the function's, whose thread gets its own: the time zone is the process's, and so are libc's memory arenas.
      env: { TZ: 'UTC', MALLOC_ARENA_MAX: '1' },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      detached: true,
    })
    this.#booted = new Promise((resolve) => this.#process.once('message', () => resolve()))
    this.#ended = new Promise((resolve) => {
      this.#process.once('close', (code, signal) => resolve(this.#end(exitError(code, signal))))
      this.#process.once('error', (error) => resolve(this.#end(exitError(1, null, error.message))))
    })
    this.#process.on('message', (message: FromEnvironment) => this.#listener(message))
    this.busy(false)
  }

  /** Resolves when the process can take a function, or has failed to start. */
  get booted(): Promise<void> {
    return Promise.race([this.#booted, this.#ended])
  }

  listen(listener: (message: FromEnvironment | Exit) => void) {
    this.#listener = listener
    if (this.#exit) listener(this.#exit)
  }

  tell(message: ToEnvironment) {
    this.#process.send(message, () => {})
  }

  /** Keeps the cloud's process alive while the function works; one that waits must not, should nobody close the cloud. */
  busy(busy: boolean) {
    const handles = [this.#process, this.#process.channel]
    for (const handle of handles) busy ? handle?.ref() : handle?.unref()
  }

  /** Ends the process at once, whatever it does. */
  async end() {
    this.#listener = () => {}
    this.#process.ref()
    this.#kill()
    await this.#ended
  }

  /** With what the function may have started: the process leads a group. */
  #kill() {
    const { pid, exitCode, signalCode } = this.#process
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL')
  }

  #end(error: FunctionError) {
    this.#exit = { type: 'exited', error }
    this.#listener(this.#exit)
  }
}

const signalWords: Partial<Record<NodeJS.Signals, string>> = { SIGKILL: 'killed', SIGABRT: 'aborted (core dumped)' }

/** Lambda knows only that the runtime's process is gone, and how. */
function exitError(code: number | null, signal: NodeJS.Signals | null, reason?: string): FunctionError {
  const how = reason ?? (signal ? `signal: ${signalWords[signal] ?? signal}` : `exit status ${code}`)
  const message = code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: ${how}`
  return { errorType: 'Runtime.ExitError', errorMessage: message }
}
