import { randomBytes } from 'node:crypto'
import type { FunctionLog } from './function-log.ts'
import type { LambdaFunction } from './lambda-function.ts'
import type { FromEnvironment, FunctionError } from './messages.ts'
import type { Exit, RuntimeProcess } from './runtime-process.ts'

/** What came of an invocation. */
export interface Outcome {
  /** JSON text: the function's result, or a FunctionError. */
  payload: string
  functionError?: 'Unhandled'
  /** The last 4 KiB of the invocation's log lines. */
  logTail: string
}

type Answer = Exclude<FromEnvironment, { type: 'output' | 'booted' }> | Exit | { type: 'timed-out' }

const stopped: Exit = {
  type: 'exited',
  error: { errorType: 'Runtime.ExitError', errorMessage: 'Runtime was stopped' },
}

/** Lambda gives a function this long to load, on top of its timeout. */
const initLimitSeconds = 10

/** One execution environment: a process with one function loaded in a thread, which runs one invocation at a time. */
export class Environment {
  readonly lambda: LambdaFunction
  /** When the role's credentials in the environment become void. */
  readonly expiration: Date
  readonly #process: RuntimeProcess
  readonly #log: FunctionLog
  readonly #initialization: Promise<Answer>
  #initMilliseconds: number | undefined
  #answered: (answer: Answer) => void = () => {}
  /** How the process has ended, or was made to. */
  #ended: Exit | undefined

  constructor(
    lambda: LambdaFunction,
    process: RuntimeProcess,
    log: FunctionLog,
    setting: { variables: Record<string, string>; expiration: Date },
  ) {
    this.lambda = lambda
    this.expiration = setting.expiration
    this.#process = process
    this.#log = log
    this.#initialization = this.#initialize(setting.variables)
  }

  /** False once the process has ended or was told to. */
  get alive(): boolean {
    return this.#ended === undefined
  }

  /** Runs the handler once. Never rejects: whatever goes wrong in the function is an outcome. */
  async invoke(requestId: string, event: string): Promise<Outcome> {
    this.#process.busy(true)
    const initialized = await this.#initialization
    this.#log.start(requestId)
    const startedAt = performance.now()
    const answer = initialized.type === 'initialized' ? await this.#run(requestId, event) : initialized
    this.#process.busy(false)
    if (answer.type !== 'succeeded' && answer.type !== 'failed') await this.end()
    return this.#outcome(requestId, answer, performance.now() - startedAt)
  }

  /** Ends the process; an invocation under way is lost. */
  async end() {
    this.#ended ??= stopped
    this.#answered(this.#ended)
    await this.#process.end()
  }

  async #initialize(environment: Record<string, string>): Promise<Answer> {
    const startedAt = performance.now()
    this.#log.initializing(this.lambda.runtime)
    this.#process.listen((message) => this.#hear(message))
    await this.#process.booted
    const { folder, handler, timeoutSeconds } = this.lambda
    const answer = await this.#answerWithin(initLimitSeconds + timeoutSeconds, () =>
      this.#process.tell({ type: 'initialize', folder, handler, environment }),
    )
    this.#initMilliseconds = performance.now() - startedAt
    return answer
  }

  #run(requestId: string, event: string): Promise<Answer> {
    const { arn: functionArn, timeoutSeconds } = this.lambda
    const deadline = Date.now() + timeoutSeconds * 1000
    const traceId = `Root=1-${hex(deadline)}-${randomBytes(12).toString('hex')};Sampled=0`
    const invocation = { requestId, event, deadline, functionArn, traceId }
    return this.#answerWithin(timeoutSeconds, () => this.#process.tell({ type: 'invoke', invocation }))
  }

  /** At once where the process ended before it could be asked. */
  #answerWithin(seconds: number, ask: () => void): Promise<Answer> {
    if (this.#ended) return Promise.resolve(this.#ended)
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve({ type: 'timed-out' }), seconds * 1000)
      this.#answered = (answer) => {
        clearTimeout(timer)
        resolve(answer)
      }
      ask()
    })
  }

  #hear(message: FromEnvironment | Exit) {
    if (message.type === 'output') return this.#log.output(message.text, message.record)
    if (message.type === 'exited') this.#ended = message
    if (message.type !== 'booted') this.#answered(message)
  }

  #outcome(requestId: string, answer: Answer, durationMilliseconds: number): Outcome {
    const error = errorOf(requestId, answer, this.lambda.timeoutSeconds)
    this.#log.end(requestId, {
      durationMilliseconds,
      initMilliseconds: this.#initMilliseconds,
      memoryMegabytes: this.lambda.memoryMegabytes,
      usedBytes: 'memoryBytes' in answer ? answer.memoryBytes : 0,
      status: statusOf(answer),
    })
    // Only the invocation that waited for the start reports it.
    this.#initMilliseconds = undefined
    const logTail = this.#log.tail
    return answer.type === 'succeeded'
      ? { payload: answer.payload, logTail }
      : { payload: JSON.stringify(error), functionError: 'Unhandled', logTail }
  }
}

function errorOf(requestId: string, answer: Answer, timeoutSeconds: number): FunctionError | undefined {
  if (answer.type === 'timed-out') {
    const message = `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds}.00 seconds`
    return { errorType: 'Sandbox.Timedout', errorMessage: message }
  }
  if (answer.type === 'exited') {
    return { ...answer.error, errorMessage: `RequestId: ${requestId} Error: ${answer.error.errorMessage}` }
  }
  return 'error' in answer ? answer.error : undefined
}

function statusOf(answer: Answer) {
  if (answer.type === 'timed-out') return 'timeout'
  return answer.type === 'succeeded' || answer.type === 'failed' ? undefined : 'error'
}

function hex(milliseconds: number): string {
  return Math.floor(milliseconds / 1000).toString(16)
}
