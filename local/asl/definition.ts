import type { Json, JsonObject } from '../json.ts'

/** Text of the form `{% expression %}` where JSONata stands for a value. */
export type Expression = string

/** States that follow one another: a machine, a branch of a Parallel, or what a Map does to each item. */
export interface StateGroup {
  Comment?: string
  StartAt: string
  States: Record<string, State>
}

/** A state machine in the Amazon States Language, with JSONata as its query language. */
export interface StateMachineDefinition extends StateGroup {
  QueryLanguage?: 'JSONata'
  Version?: string
  TimeoutSeconds?: number
}

/** What a state makes of its result. */
export interface Completion {
  Assign?: JsonObject
  Output?: Json
}

interface Described {
  Comment?: string
  QueryLanguage?: 'JSONata'
}

interface Transition {
  Next?: string
  End?: boolean
}

export interface Retrier {
  ErrorEquals: string[]
  IntervalSeconds?: number
  MaxAttempts?: number
  BackoffRate?: number
  MaxDelaySeconds?: number
  JitterStrategy?: 'FULL' | 'NONE'
}

export interface Catcher extends Completion {
  ErrorEquals: string[]
  Next: string
}

interface Failable {
  Retry?: Retrier[]
  Catch?: Catcher[]
}

export interface PassState extends Described, Transition, Completion {
  Type: 'Pass'
}

export interface TaskState extends Described, Transition, Completion, Failable {
  Type: 'Task'
  Resource: string
  Arguments?: Json
  TimeoutSeconds?: number | Expression
  HeartbeatSeconds?: number | Expression
}

export interface WaitState extends Described, Transition, Completion {
  Type: 'Wait'
  Seconds?: number | Expression
  Timestamp?: string
}

export interface ChoiceRule extends Completion {
  Comment?: string
  Condition: boolean | Expression
  Next: string
}

export interface ChoiceState extends Described, Completion {
  Type: 'Choice'
  Choices: ChoiceRule[]
  Default?: string
}

export interface ParallelState extends Described, Transition, Completion, Failable {
  Type: 'Parallel'
  Arguments?: Json
  Branches: StateGroup[]
}

export interface ItemProcessor extends StateGroup {
  ProcessorConfig?: { Mode?: 'INLINE' }
}

export interface MapState extends Described, Transition, Completion, Failable {
  Type: 'Map'
  ItemProcessor: ItemProcessor
  Items?: Json[] | Expression
  ItemSelector?: Json
  MaxConcurrency?: number | Expression
  ToleratedFailureCount?: number | Expression
  ToleratedFailurePercentage?: number | Expression
}

export interface SucceedState extends Described {
  Type: 'Succeed'
  Output?: Json
}

export interface FailState extends Described {
  Type: 'Fail'
  Error?: string
  Cause?: string
}

export type State =
  | PassState
  | TaskState
  | WaitState
  | ChoiceState
  | ParallelState
  | MapState
  | SucceedState
  | FailState

export type StateType = State['Type']
