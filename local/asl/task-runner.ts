import type { Json } from '../json.ts'
import type { Resource } from './resource.ts'

/** One attempt of a Task state to get its work done. */
export interface TaskCall {
  readonly resource: Resource
  readonly arguments: Json
  /** What the work is to be reported under; only with `.waitForTaskToken`. */
  readonly token: string | undefined
  /** Aborted when the state times out, a sibling branch fails, or the execution is stopped. */
  readonly signal: AbortSignal
  /** To be called once when work that is waited for has been started. */
  submitted(output: Json): void
  /** To be called when whoever holds the token says it is still at work. */
  heartbeat(): void
}

/** Does the work of Task states: all that an execution knows of the world. Failures are StateErrors. */
export type TaskRunner = (call: TaskCall) => Promise<Json>
