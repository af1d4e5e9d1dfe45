import type { HistoryEvent } from '@aws-sdk/client-sfn'
import type { Clock } from '../clock.ts'
import type { Json } from '../json.ts'
import { Branch } from './branch.ts'
import type { ExecutionIdentity } from './context-object.ts'
import type { StateMachineDefinition } from './definition.ts'
import { History, inputOf, outputOf } from './history.ts'
import { later } from './pause.ts'
import { perform } from './perform.ts'
import type { Run } from './run.ts'
import { StateError } from './state-error.ts'
import type { TaskRunner } from './task-runner.ts'
import { Variables } from './variables.ts'

/** How an execution ended. */
export type Ending =
  | { status: 'SUCCEEDED'; output: Json }
  | { status: 'FAILED' | 'ABORTED'; error?: string; cause?: string }
  | { status: 'TIMED_OUT' }

export interface ExecutionOptions {
  definition: StateMachineDefinition
  input: Json
  identity: ExecutionIdentity
  region: string
  clock: Clock
  /** The time in which functions run, by which tasks that wait for one are timed; `clock` where both are the same. */
  wall?: Clock
  tasks: TaskRunner
  random?: () => number
  /** Asked before each state whether the execution is to end as aborted there; never where it is missing. */
  endsAtTransition?: () => boolean
  /** Told of each event as it is recorded. */
  onEvent?: (event: HistoryEvent) => void
  /** Told of what is no failure of a state but a defect of the interpreter or of a task runner. */
  onDefect?: (thrown: unknown) => void
}

/** One run of a state machine, which can be stopped, and redriven after it has failed. */
export class Execution {
  readonly history: History
  readonly identity: ExecutionIdentity
  readonly #definition: StateMachineDefinition
  readonly #run: Run
  readonly #branch: Branch
  readonly #onDefect: (thrown: unknown) => void
  #controller = new AbortController()
  #end: (ending: Ending) => void = () => {}

  constructor(options: ExecutionOptions) {
    const { definition, input, identity, region, clock, wall, tasks, random, onEvent, onDefect } = options
    this.#definition = definition
    this.#onDefect = onDefect ?? (() => {})
    this.identity = identity
    this.history = new History(clock, onEvent)
    this.#branch = new Branch(definition, input, { variables: new Variables(), previousEventId: 0 })
    this.#run = {
      identity,
      input,
      region,
      clock,
      wall: wall ?? clock,
      tasks,
      history: this.history,
      beforeTransition: () => {
        if (options.endsAtTransition?.()) this.stop()
      },
      random: random ?? Math.random,
      perform: (branch, signal) => perform(this.#run, branch, signal),
    }
  }

  /** Starts with the first state. Resolves when the execution has ended, however it does. */
  start(): Promise<Ending> {
    const executionStartedEventDetails = { ...inputOf(this.#run.input), roleArn: this.identity.roleArn }
    this.history.append('ExecutionStarted', 0, { executionStartedEventDetails })
    return this.#go()
  }

  /** Goes on from what failed, with all that had succeeded kept. Only for an execution that has ended badly. */
  redrive(): Promise<Ending> {
    this.identity.redriveCount++
    this.identity.redrivenAt = this.#run.clock.now()
    const executionRedrivenEventDetails = { redriveCount: this.identity.redriveCount }
    this.history.append('ExecutionRedriven', this.history.lastEventId, { executionRedrivenEventDetails })
    this.#branch.rewind()
    return this.#go()
  }

  /** Ends it at once: no Catch runs, and what its tasks wait for is given up. */
  stop(failure: { error?: string; cause?: string } = {}) {
    if (this.#controller.signal.aborted) return
    this.history.close('ExecutionAborted', 0, { executionAbortedEventDetails: failure })
    this.#conclude({ status: 'ABORTED', ...failure })
  }

  #go(): Promise<Ending> {
    this.#controller = new AbortController()
    const { signal } = this.#controller
    const ended = new Promise<Ending>((resolve) => {
      this.#end = resolve
    })
    const { TimeoutSeconds } = this.#definition
    if (TimeoutSeconds !== undefined) later(this.#run.clock, TimeoutSeconds * 1000, signal, () => this.#timeOut())
    // By the time an abandoned run comes to rest, a redrive may be under way: only the signal of this run tells.
    perform(this.#run, this.#branch, signal).then(
      (output) => signal.aborted || this.#succeed(output),
      (thrown) => signal.aborted || this.#fail(thrown),
    )
    return ended
  }

  #succeed(output: Json) {
    const executionSucceededEventDetails = outputOf(output)
    this.history.close('ExecutionSucceeded', this.#branch.previousEventId, { executionSucceededEventDetails })
    this.#conclude({ status: 'SUCCEEDED', output })
  }

  #timeOut() {
    const executionTimedOutEventDetails = { error: 'States.Timeout' }
    this.history.close('ExecutionTimedOut', 0, { executionTimedOutEventDetails })
    this.#conclude({ status: 'TIMED_OUT' })
  }

  #fail(thrown: unknown) {
    if (!(thrown instanceof StateError)) this.#onDefect(thrown)
    const failure = thrown instanceof StateError ? thrown : StateError.runtime(`Internal error: ${String(thrown)}`)
    this.history.close('ExecutionFailed', this.history.lastEventId, { executionFailedEventDetails: failure.details })
    this.#conclude({ status: 'FAILED', ...failure.details })
  }

  #conclude(ending: Ending) {
    this.#end(ending)
    this.#controller.abort(new Error(`The execution is ${ending.status}.`))
  }
}
