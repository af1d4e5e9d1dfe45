import { groupNamedFor } from '../auto-scaling.ts'
import { StepError } from '../core/errors.ts'
import { failures } from '../failures/index.ts'
import { allFacts, differencesIn, failuresInPlace } from './facts.ts'
import { type Before, forgetBefore, readBefore } from './record/before.ts'
import { markRestoring } from './record/run.ts'
import { targetsOf } from './target-health.ts'

/**
 * Lifts whatever is still in place and reads everything back. Answers with what is not as it was before the run; once
 * that is nothing, the note of how it was is forgotten, and there is nothing to restore any more.
 */
export async function restore(service: string): Promise<string[]> {
  const before = await readBefore(service)
  if (!before) return []
  await markRestoring(before.execution)
  const group = await groupNamedFor(service)
  const differences = group && !group.Status ? await lifted(before) : []
  if (differences.length === 0) await forgetBefore(before)
  return differences
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
