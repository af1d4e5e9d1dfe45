import { setImmediate } from 'node:timers/promises'
import type { Json } from '../json.ts'
import { attempt } from './attempt.ts'
import type { Branch } from './branch.ts'
import type { Run } from './run.ts'
import { StateError } from './state-error.ts'
import { Visit } from './visit.ts'

/** States run in a row before the rest of the cloud gets a turn. */
const statesPerTurn = 250

/** Runs a branch, from wherever it stands, to its end. Rejects with the failure no catcher took. */
export async function perform(run: Run, branch: Branch, signal: AbortSignal): Promise<Json> {
  for (let count = 1; !branch.result; count++) {
    if (!signal.aborted) run.beforeTransition()
    signal.throwIfAborted()
    const state = branch.group.States[branch.position.stateName]
    if (!state) throw StateError.runtime(`There is no state '${branch.position.stateName}'.`)
    const visit = new Visit(run, branch, state, signal)
    visit.enter()
    visit.exit(await attempt(visit))
    if (count % statesPerTurn === 0) await setImmediate()
  }
  return branch.result.output
}
