import type { WaitState } from '../definition.ts'
import type { EvaluationScope } from '../expression/evaluate.ts'
import { fillInteger, fillTyped } from '../expression/typed-field.ts'
import { longestSeconds } from '../limits.ts'
import { pause } from '../pause.ts'
import { StateError } from '../state-error.ts'
import { timestampOf } from '../timestamp.ts'
import type { Outcome, Visit } from '../visit.ts'

/** Waits for some seconds, or until a time, on the cloud's clock. A time that has passed is no wait. */
export async function wait(visit: Visit<WaitState>): Promise<Outcome> {
  const scope = visit.scope()
  const seconds = await fillInteger(visit.state.Seconds, 'Seconds', scope, { from: 0, to: longestSeconds })
  const milliseconds = seconds === undefined ? await untilTimestamp(visit.state, scope) : seconds * 1000
  await pause(visit.run.clock, milliseconds, visit.signal)
  return visit.complete(visit.state, visit.input)
}

async function untilTimestamp({ Timestamp = '' }: WaitState, scope: EvaluationScope): Promise<number> {
  const text = await fillTyped('string', Timestamp, 'Timestamp', scope)
  const time = timestampOf(text)
  if (time === undefined)
    throw StateError.query(
      `The Timestamp parameter does not reference a valid ISO-8601 extended offset date-time format string: ${text}`,
      'Timestamp',
    )
  return time - scope.now
}
