import * as z from 'zod'
import { payload, step } from '../core/step.ts'
import type { Scene } from '../failures/failure.ts'
import { failures } from '../failures/index.ts'
import { refuseWhileHalted } from './halt.ts'
import type { Terms } from './judging/terms.ts'
import { ceilingSecondsOf, type Injection } from './phase.ts'
import { readBefore } from './record/before.ts'
import { readPhase, startPhase, writePhase } from './record/phase-record.ts'
import { type Active, addActive, endInjecting, phaseOf, type Run, readRun, removeActive } from './record/run.ts'

/** What a phase may take beyond its ceiling and its window before injected values expire: the steps in between. */
const slackSeconds = 60

/** Starts a phase by lifting the failures that end with it. */
export const LiftFailures = step(payload({ phase: z.int() }), async ({ execution, phase: index }) => {
  const run = await readRun(execution)
  const phase = phaseOf(run, index)
  await startPhase(execution, index, phase.name)
  for (const name of phase.lift) {
    const chosen = run.active[name] ?? { instances: [], zones: [] }
    await failures[name].lift(await sceneOf(run, index, chosen))
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
    const scene = await sceneOf(run, index, known)
    await addActive(execution, known)
    try {
      await failures[injection.failure].inject(scene, injection.options)
    } finally {
      await endInjecting(execution)
    }
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

async function sceneOf(
  run: Run,
  index: number,
  { instances, zones }: Pick<Active, 'instances' | 'zones'>,
): Promise<Scene> {
  const { service, execution } = run
  const before = (await readBefore(service))?.facts ?? {}
  return { service, execution, before, until: expiry(run, index), instances, zones }
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
