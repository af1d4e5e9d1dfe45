import * as z from 'zod'
import { StepError } from '../core/errors.ts'
import { payload, step } from '../core/step.ts'
import type { Scene } from '../failures/failure.ts'
import { failures } from '../failures/index.ts'
import { ceilingSecondsOf } from './ceiling.ts'
import { refuseWhileHalted } from './halt.ts'
import type { Terms } from './judging/terms.ts'
import type { Injection } from './phase.ts'
import { readBefore } from './record/before.ts'
import { readPhase, startPhase, writePhase } from './record/phase-record.ts'
import { type Active, beginChange, endChange, phaseOf, type Run, readRun, removeActive } from './record/run.ts'

/** What a phase may take beyond its ceiling and its window before injected values expire: the steps in between. */
const slackSeconds = 60

/** Starts a phase by lifting the failures that end with it. */
export const LiftFailures = step(payload({ phase: z.int() }), async ({ execution, phase: index }) => {
  const run = await readRun(execution)
  const phase = phaseOf(run, index)
  await startPhase(execution, index, phase.name)
  for (const name of phase.lift) {
    const chosen = run.active[name] ?? { instances: [], zones: [] }
    await changing(execution, undefined, async () => await failures[name].lift(await sceneOf(run, index, chosen)))
    await removeActive(execution, name)
  }
  return { lifted: phase.lift }
})

/** Injects the failures of a phase in their order; each is written down before it is injected. */
export const InjectFailures = step(payload({ phase: z.int() }), async ({ service, execution, phase: index }) => {
  const run = await readRun(execution)
  const phase = phaseOf(run, index)
  const active: Run['active'] = { ...run.active }
  for (const injection of phase.inject) {
    await refuseWhileHalted(service)
    const known = active[injection.failure] ?? (await picked(run, index, injection, affectedIn(active)))
    active[injection.failure] = known
    await changing(execution, known, async () =>
      failures[injection.failure].inject(await sceneOf(run, index, known), injection.options),
    )
  }
  const record = await readPhase(execution, index)
  const injectedAt = record.injectedAt ?? Date.now()
  const terms = termsOf(run, active)
  await writePhase(execution, { ...record, injectedAt, terms, lifted: phase.lift, injected: phase.inject })
  return { injected: phase.inject.map(({ failure }) => failure), affected: terms.affected }
})

async function picked(run: Run, phase: number, { failure, options }: Injection, affected: string[]): Promise<Active> {
  const chosen = await failures[failure].choose(run.service, affected, options)
  return { failure, phase, at: new Date().toISOString(), ...chosen }
}

/** Changes the service, unless the run is being restored; as long as it does, no restoration counts as complete. */
async function changing(execution: string, injected: Active | undefined, change: () => Promise<void>): Promise<void> {
  await beginChange(execution, injected)
  try {
    await change()
  } finally {
    await endChange(execution)
  }
}

/** Throws `Halted` where the note of how the service was is gone: nothing could be put back as it was. */
async function sceneOf(
  run: Run,
  index: number,
  { instances, zones }: Pick<Active, 'instances' | 'zones'>,
): Promise<Scene> {
  const { service, execution } = run
  const before = await readBefore(service)
  if (before?.execution !== execution) {
    throw new StepError('Halted', `The service ${service} has been restored: nothing is injected or lifted any more.`)
  }
  return { service, execution, before: before.facts, until: expiry(run, index), isRecovered: false, instances, zones }
}

/** Later than the run can last from this phase on, so that no value expires under it; and not much later. */
function expiry({ phases, observe }: Run, index: number): string {
  const seconds = phases
    .slice(index)
    .map((phase) => ceilingSecondsOf(phase, observe) + observe.seconds + slackSeconds)
    .reduce((sum, each) => sum + each, 0)
  return new Date(Date.now() + seconds * 1_000).toISOString()
}

function termsOf({ capacity, zones }: Run, active: Run['active']): Terms {
  const affectedZones = Object.values(active).flatMap((each) => each.zones)
  return { capacity, zones, affected: affectedIn(active), affectedZones }
}

function affectedIn(active: Run['active']): string[] {
  return [...new Set(Object.values(active).flatMap(({ instances }) => instances))]
}
