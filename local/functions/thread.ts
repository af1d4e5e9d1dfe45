import { Worker } from 'node:worker_threads'
import type { FromEnvironment, FunctionError, ToEnvironment } from './messages.ts'

/** What is heard of a thread that has ended by itself. */
export type Exit = { type: 'exited'; error: FunctionError }

/**
 * A worker thread with Lambda's runtime in it, and as yet no function. It has an empty environment, a heap of its own
 * with a limit, and no way to end the process.
 */
export class Thread {
  readonly memoryMegabytes: number
  readonly #worker: Worker
  readonly #booted: Promise<void>
  #listener: (message: FromEnvironment | Exit) => void = () => {}
  #exit: Exit | undefined

  constructor(runtime: URL, compileCache: string, memoryMegabytes: number) {
    this.memoryMegabytes = memoryMegabytes
    this.#worker = new Worker(runtime, {
      env: {},
      workerData: { compileCache },
      execArgv: [],
      stdin: false,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes, maxYoungGenerationSizeMb: 2 },
    })
    this.#booted = new Promise((resolve) => this.#worker.once('message', () => resolve()))
    this.#worker.on('message', (message: FromEnvironment) => this.#listener(message))
    let failure: NodeJS.ErrnoException | undefined
    this.#worker.on('error', (error) => {
      failure = error
    })
    this.#worker.once('exit', (code) => {
      this.#exit = { type: 'exited', error: exitError(code, failure) }
      this.#listener(this.#exit)
    })
    // A waiting thread must not keep a process alive that forgot to close its cloud.
    this.#worker.unref()
  }

  /** Resolves when the thread can take a function. */
  get booted(): Promise<void> {
    return this.#booted
  }

  listen(listener: (message: FromEnvironment | Exit) => void) {
    this.#listener = listener
    if (this.#exit) listener(this.#exit)
  }

  tell(message: ToEnvironment) {
    this.#worker.postMessage(message)
  }

  /** Keeps the process alive while the function works. */
  busy(busy: boolean) {
    if (busy) this.#worker.ref()
    else this.#worker.unref()
  }

  /** Ends the thread at once, whatever it does. */
  async end() {
    this.#listener = () => {}
    await this.#worker.terminate()
  }
}

/** Lambda knows only that the runtime's process is gone, and how. */
function exitError(code: number, failure: NodeJS.ErrnoException | undefined): FunctionError {
  const how = failure?.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'signal: killed' : `exit status ${code}`
  const message = code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: ${how}`
  return { errorType: 'Runtime.ExitError', errorMessage: message }
}
