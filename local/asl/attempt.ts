import type { Catcher, Retrier, State } from './definition.ts'
import { matches } from './error-match.ts'
import { pause } from './pause.ts'
import { Retries } from './retry.ts'
import { StateError } from './state-error.ts'
import { runState } from './states/index.ts'
import type { Outcome, Visit } from './visit.ts'

/** Runs a state until it ends well, its retriers give up, or a catcher takes over. Rejects with the state's failure. */
export async function attempt(visit: Visit): Promise<Outcome> {
  const retries = new Retries(retriersOf(visit.state), visit.run.random)
  for (;;) {
    try {
      return await runState(visit)
    } catch (thrown) {
      const failure = failureOf(visit, thrown)
      if (failure.isFatal) throw failure.passedOn()
      recordEvaluation(visit, failure)
      const seconds = retries.delayAfter(failure)
      if (seconds === undefined) return rescue(visit, failure)
      visit.retryCount++
      await pause(visit.run.clock, seconds * 1000, visit.signal)
    }
  }
}

/** Lets the first catcher that takes the failure say how to go on. */
async function rescue(visit: Visit, failure: StateError): Promise<Outcome> {
  const before = visit.branch.previousEventId
  recordFailed(visit)
  const catchers = catchersOf(visit.state)
  const index = catchers.findIndex(({ ErrorEquals }) => matches(ErrorEquals, failure))
  const catcher = catchers[index]
  if (!catcher) throw failure.passedOn()
  try {
    const errorOutput = failure.output
    return { ...(await visit.complete(catcher, errorOutput, { errorOutput }, `Catch[${index}]/`)), next: catcher.Next }
  } catch (thrown) {
    const second = failureOf(visit, thrown)
    visit.branch.previousEventId = before
    recordEvaluation(visit, second)
    recordFailed(visit)
    throw second.passedOn()
  }
}

/** What went wrong, as this state's failure. Rethrows what is none: an abort, or a defect of the interpreter. */
function failureOf(visit: Visit, thrown: unknown): StateError {
  visit.signal.throwIfAborted()
  if (!(thrown instanceof StateError)) throw thrown
  visit.position.failedWith = thrown.error
  return thrown.attributedTo(visit.name, visit.enteredEventId)
}

function recordEvaluation(visit: Visit, failure: StateError) {
  const { location } = failure.particulars
  if (location === undefined) return
  const evaluationFailedEventDetails = { ...failure.details, location, state: visit.name }
  visit.record('EvaluationFailed', { evaluationFailedEventDetails })
}

function recordFailed(visit: Visit) {
  const { Type } = visit.state
  if (Type === 'Map' || Type === 'Parallel') visit.record(`${Type}StateFailed`)
}

const retriersOf = (state: State): Retrier[] => ('Retry' in state && state.Retry) || []

const catchersOf = (state: State): Catcher[] => ('Catch' in state && state.Catch) || []
