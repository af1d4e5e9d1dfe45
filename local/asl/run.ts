import type { Clock } from '../clock.ts'
import type { Json } from '../json.ts'
import type { Branch } from './branch.ts'
import type { ExecutionIdentity } from './context-object.ts'
import type { History } from './history.ts'
import type { TaskRunner } from './task-runner.ts'

/** What all states of an execution share. */
export interface Run {
  readonly identity: ExecutionIdentity
  readonly input: Json
  readonly region: string
  readonly history: History
  readonly clock: Clock
  /** The time in which functions run. */
  readonly wall: Clock
  readonly tasks: TaskRunner
  /** To be called before a state is entered: ends the execution if it may not go on. */
  beforeTransition(): void
  /** Numbers from 0 to 1 for retry jitter. */
  random(): number
  /** Runs a branch to its end, from wherever it stands. */
  perform(branch: Branch, signal: AbortSignal): Promise<Json>
}
