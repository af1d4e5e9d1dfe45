import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling'
import { translated } from '../core/errors.ts'
import { type FailureName, failures } from '../failures/index.ts'
import { groupNamedFor } from '../lookups/auto-scaling.ts'
import { recoverySecondsOf } from './check-pace.ts'
import { allFacts, differencesIn, failuresInPlace } from './facts.ts'
import { type Before, forgetBefore } from './record/before.ts'
import { markRecovering, markRestoring, type Run } from './record/run.ts'
import { targetsOf } from './target-health.ts'

/**
 * Lifts whatever is still in place and reads everything back. Answers with what is not as it was before the run; once
 * that is nothing, the note of how it was is forgotten, and there is nothing to restore any more. Neither is there when
 * the deployment that the note describes is gone.
 */
export async function restore(before: Before): Promise<string[]> {
  const run = await markRestoring(before.execution)
  const group = await groupNamedFor(before.service)
  const isThere = group && !group.Status && group.AutoScalingGroupARN === before.group
  const differences = isThere ? [...(await restored(before, group)), ...underWay(run)] : []
  if (differences.length === 0) await forgetBefore(before)
  return differences
}

/** Longer than a step that changes the service can last: Lambda ends its function before that. */
export const longestChangeMilliseconds = 60_000

/** Stopping an execution does not end the step that it is in, which may change something after all has been lifted. */
function underWay(run: Run | undefined): string[] {
  const since = run?.changingSince
  const isOver = since === undefined || Date.now() - since > longestChangeMilliseconds
  return isOver ? [] : ['a step of the run is still injecting or lifting a failure']
}

async function restored(before: Before, { DesiredCapacity = 0 }: AutoScalingGroup): Promise<string[]> {
  const { service, facts } = before
  const names = await failuresInPlace(service, facts)
  const refusals = await lifted(before, names, await isRecovered(before, names))
  const differences = names.length > 0 ? differencesIn(facts, await allFacts(service)) : []
  const healthy = (await targetsOf(service)).filter(({ state }) => state === 'healthy').length
  const wanted = Math.min(before.healthyTargets, DesiredCapacity)
  const fewer = healthy < wanted ? [`healthy targets: were ${wanted}, are ${healthy}`] : []
  return [...refusals, ...differences, ...fewer]
}

/** Whether the guard alone has been in place for so long that whatever is unhealthy still is for the group to replace. */
async function isRecovered({ service, execution }: Before, names: readonly FailureName[]): Promise<boolean> {
  if (names.length === 0 || !names.every((name) => failures[name].guard)) return false
  const { recoveringSince = 0 } = (await markRecovering(execution)) ?? {}
  return Date.now() - recoveringSince > (await recoverySecondsOf(service)) * 1_000
}

/** Lifts as many failures as can be lifted, whatever keeps another in place, and answers with what was refused and why. */
async function lifted(
  { service, execution, facts }: Before,
  names: readonly FailureName[],
  isRecovered: boolean,
): Promise<string[]> {
  const scene = { service, execution, before: facts, until: '', isRecovered, instances: [], zones: [] }
  const refusals: string[] = []
  for (const name of names) {
    if (failures[name].mitigates && refusals.length > 0) continue
    try {
      await failures[name].lift(scene)
    } catch (error) {
      refusals.push(`${name} was not lifted: ${(translated(error) as Error).message}`)
    }
  }
  return refusals
}
