import type { HistoryEventType } from '@aws-sdk/client-sfn'
import type { Json, JsonObject } from '../json.ts'
import type { Branch, Position } from './branch.ts'
import { contextObject } from './context-object.ts'
import type { Completion, State } from './definition.ts'
import type { EvaluationScope } from './expression/evaluate.ts'
import { fill } from './expression/template.ts'
import { assignmentOf, type Details, inputOf, outputOf } from './history.ts'
import { requireFits } from './limits.ts'
import type { Run } from './run.ts'

/** How a state ended well. */
export interface Outcome {
  output: Json
  assigned?: JsonObject | undefined
  /** The state that follows; the branch ends where there is none. */
  next?: string | undefined
}

/** What a state's Assign and Output can see besides its input. */
interface Findings {
  result?: Json
  errorOutput?: Json
}

/** One stay of a branch in a state, retries included. */
export class Visit<S extends State = State> {
  readonly run: Run
  readonly branch: Branch
  readonly state: S
  readonly signal: AbortSignal
  retryCount = 0
  /** What outsiders report a task's end under; only with `.waitForTaskToken`. */
  token: string | undefined

  constructor(run: Run, branch: Branch, state: S, signal: AbortSignal) {
    this.run = run
    this.branch = branch
    this.state = state
    this.signal = signal
  }

  get position(): Position {
    return this.branch.position
  }

  get name(): string {
    return this.position.stateName
  }

  get input(): Json {
    return this.position.input
  }

  get enteredEventId(): number {
    return this.position.entered?.eventId ?? 0
  }

  /** Records that the state was entered, unless a redrive returns to it. */
  enter() {
    if (this.position.entered) return
    const details = { stateEnteredEventDetails: { name: this.name, ...inputOf(this.input) } }
    const eventId = this.record(`${this.state.Type}StateEntered`, details)
    this.position.entered = { eventId, at: this.run.clock.now() }
  }

  /** Adds an event to the branch's chain. */
  record(type: HistoryEventType, details: Details = {}): number {
    const id = this.note(type, this.branch.previousEventId, details)
    this.branch.previousEventId = id
    return id
  }

  /** Adds an event that the chain passes by. */
  note(type: HistoryEventType, previousEventId: number, details: Details = {}): number {
    this.signal.throwIfAborted()
    return this.run.history.append(type, previousEventId, details)
  }

  scope(findings: Findings = {}): EvaluationScope {
    const { identity, input, clock } = this.run
    const retries = 'Retry' in this.state || this.state.Type === 'Task'
    const context = contextObject({
      identity,
      input,
      state: {
        name: this.name,
        enteredAt: this.position.entered?.at ?? clock.now(),
        ...(retries && { retryCount: this.retryCount }),
      },
      item: this.branch.item,
      token: this.token,
    })
    return {
      states: { input: this.input, context, ...findings },
      variables: this.branch.variables.all,
      now: clock.now(),
    }
  }

  /**
   * Evaluates an Assign and Output side by side: neither sees what the other does. `at` is where they stand
   * in the state, such as `Catch[0]/`; `output` is what goes on where there is no Output.
   */
  async complete({ Assign, Output }: Completion, output: Json, findings: Findings = {}, at = ''): Promise<Outcome> {
    const scope = this.scope(findings)
    const assigned = Assign && ((await fill(Assign, `${at}Assign`, scope)) as JsonObject)
    const made = Output === undefined ? output : await fill(Output, `${at}Output`, scope)
    requireFits(made, this.name)
    if (assigned) this.branch.variables.requireRoom(assigned, this.name)
    return { output: made, assigned, next: 'Next' in this.state ? this.state.Next : undefined }
  }

  /** Records that the state was left, and moves the branch on or ends it. */
  exit({ output, assigned, next }: Outcome) {
    const { state } = this
    if (state.Type !== 'Fail') {
      const details = { name: this.name, ...outputOf(output), ...assignmentOf(assigned) }
      this.record(`${state.Type}StateExited`, { stateExitedEventDetails: details })
    }
    if (assigned) this.branch.variables.assign(assigned)
    if (next === undefined) this.branch.result = { output }
    else this.branch.moveTo(next, output)
  }
}
