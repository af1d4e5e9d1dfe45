import type { Json } from '../json.ts'
import { StateError } from './state-error.ts'
import { textOf } from './text-of.ts'

/** The most a state's input, output or task result may be, in bytes of UTF-8. Source: Step Functions quotas. */
export const payloadBytes = 262_144

/** Events of one execution; the event that ends it is the last. Source: Step Functions quotas. */
export const historyEvents = 25_000

/** All variables of an execution together, in bytes. Source: Step Functions quotas. */
export const variablesBytes = 10 * 1024 * 1024

/** Iterations of an inline Map that run at once where MaxConcurrency does not say. Source: Map state, inline mode. */
export const inlineConcurrency = 40

/** The longest time a state can wait or a task can run, in seconds. */
export const longestSeconds = 99_999_999

export const fits = (text: string, bytes = payloadBytes) => text.length * 3 <= bytes || Buffer.byteLength(text) <= bytes

/** Throws `States.DataLimitExceeded` where a result of `what`, a state or a task, is more than AWS lets through. */
export function requireFits(value: Json, what: string) {
  if (fits(textOf(value))) return
  throw new StateError(
    'States.DataLimitExceeded',
    `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  )
}
