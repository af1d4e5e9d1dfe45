import { groupNamedFor } from '../auto-scaling.ts'
import { StepError } from '../core/errors.ts'
import { failures } from '../failures/index.ts'
import { allFacts, differencesIn, failuresInPlace } from './facts.ts'
import { type Before, forgetBefore } from './record/before.ts'
import { markRestoring, type Run } from './record/run.ts'
import { targetsOf } from './target-health.ts'

/**
 * Lifts whatever is still in place and reads everything back. Answers with what is not as it was before the run; once
 * that is nothing, the note of how it was is forgotten, and there is nothing to restore any more.
 */
export async function restore(before: Before): Promise<string[]> {
  const run = await markRestoring(before.execution)
  const group = await groupNamedFor(before.service)
  const differences = group && !group.Status ? [...(await lifted(before)), ...underWay(run)] : []
  if (differences.length === 0) await forgetBefore(before)
  return differences
}

/** Longer than a step that injects can last: its function is ended before. */
const longestInjectionMilliseconds = 60_000

/** Stopping an execution does not end the step that it is in, which may break something after all has been lifted. */
function underWay(run: Run | undefined): string[] {
  const since = run?.injectingSince
  const isOver = since === undefined || Date.now() - since > longestInjectionMilliseconds
  return isOver ? [] : ['a failure is still being injected']
}

async function lifted(before: Before): Promise<string[]> {
  const { service, execution, facts } = before
  const scene = { service, execution, before: facts, until: '', instances: [], zones: [] }
  const names = await failuresInPlace(service, facts)
  for (const name of names) {
    try {
      await failures[name].lift(scene)
    } catch (error) {
      // What can't be lifted safely yet shows as a difference, and the next look tries again.
      if (!(error instanceof StepError && error.name === 'InUse')) throw error
    }
  }
  const differences = names.length > 0 ? differencesIn(facts, await allFacts(service)) : []
  const targets = await targetsOf(service)
  const healthy = targets.filter(({ state }) => state === 'healthy').length
  const fewer =
    healthy < before.healthyTargets ? [`healthy targets: were ${before.healthyTargets}, are ${healthy}`] : []
  return [...differences, ...fewer]
}
