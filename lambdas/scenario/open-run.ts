import * as z from 'zod'
import { payload, step } from '../core/step.ts'
import { groupOf, inService } from '../failures/group-members.ts'
import { allFacts } from './facts.ts'
import { refuseWhileHalted } from './halt.ts'
import type { Observe } from './input.ts'
import type { Phase } from './phase.ts'
import { readBefore, writeBefore } from './record/before.ts'
import { createRun } from './record/run.ts'
import { targetsOf } from './target-health.ts'

/**
 * Opens the run: notes how everything is that a failure may change, so that it can be found as it was. `leftBroken` is
 * true, and nothing noted, while the service still bears the traces of an earlier run: those are restored first.
 */
export const OpenRun = step(
  // CheckScenario has checked and completed these.
  payload({ scenario: z.string(), phases: z.array(z.custom<Phase>()), observe: z.custom<Observe>() }),
  async ({ service, execution, scenario, phases, observe }) => {
    await refuseWhileHalted(service)
    const group = await groupOf(service)
    const earlier = await readBefore(service)
    if (earlier && earlier.execution !== execution) return { leftBroken: true }
    const zones = [...new Set(inService(group).map(({ AvailabilityZone = '' }) => AvailabilityZone))].toSorted()
    await createRun({
      ...{ service, execution, scenario, phases, observe, zones },
      startedAt: new Date().toISOString(),
      status: 'watching',
      capacity: group.DesiredCapacity ?? 0,
      active: {},
    })
    const [facts, targets] = await Promise.all([allFacts(service), targetsOf(service)])
    const healthyTargets = targets.filter(({ state }) => state === 'healthy').length
    await writeBefore({ service, execution, facts, healthyTargets })
    return { leftBroken: false }
  },
)
