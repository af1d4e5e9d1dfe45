import type { Json } from '../../json.ts'
import { Branch } from '../branch.ts'
import type { ParallelState } from '../definition.ts'
import { fill } from '../expression/template.ts'
import { requireFits } from '../limits.ts'
import { childController } from '../pause.ts'
import { StateError } from '../state-error.ts'
import { Variables } from '../variables.ts'
import type { Outcome, Visit } from '../visit.ts'
import { recordCulprit, recordLeft } from './open-states.ts'

/** Runs its branches side by side on the same input; the first to fail fails the state and stops the others. */
export async function parallel(visit: Visit<ParallelState>): Promise<Outcome> {
  const branches = await branchesOf(visit)
  await runAll(visit, branches)
  const outputs: Json[] = branches.map(({ result }) => result?.output ?? null)
  requireFits(outputs, visit.name)
  visit.note('ParallelStateSucceeded', visit.branch.previousEventId)
  return visit.complete(visit.state, outputs, { result: outputs })
}

async function branchesOf(visit: Visit<ParallelState>): Promise<Branch[]> {
  const { position, state } = visit
  const { resume, children } = position
  position.resume = false
  if (resume && children) return children.filter((child) => child !== undefined)
  const { Arguments } = state
  const input = Arguments === undefined ? visit.input : await fill(Arguments, 'Arguments', visit.scope())
  requireFits(input, visit.name)
  const previousEventId = visit.record('ParallelStateStarted')
  const { variables, item } = visit.branch
  const branches = state.Branches.map(
    (group) => new Branch(group, input, { variables: new Variables(variables), previousEventId, item }),
  )
  position.children = branches
  return branches
}

async function runAll(visit: Visit<ParallelState>, branches: readonly Branch[]) {
  using controller = childController(visit.signal)
  let failure: { thrown: unknown } | undefined
  const runOne = async (branch: Branch) => {
    try {
      await visit.run.perform(branch, controller.signal)
      controller.signal.throwIfAborted()
      visit.branch.previousEventId = branch.previousEventId
    } catch (thrown) {
      if (controller.signal.aborted) return
      failure = { thrown }
      if (thrown instanceof StateError && !thrown.isFatal) takeDown(visit, branches, branch)
      controller.abort(thrown)
    }
  }
  await Promise.all(branches.filter(({ result }) => !result).map(runOne))
  visit.signal.throwIfAborted()
  if (failure) throw failure.thrown
}

function takeDown(visit: Visit, branches: readonly Branch[], culprit: Branch) {
  const eventId = culprit.previousEventId
  visit.branch.previousEventId = eventId
  for (const branch of branches) {
    if (branch === culprit) recordCulprit(visit, branch)
    else recordLeft(visit, branch, eventId)
  }
}
