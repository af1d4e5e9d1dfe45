import * as z from 'zod'
import { given } from '../core/aws.ts'
import { payload, step } from '../core/step.ts'
import { groupOf, inService } from '../failures/group-members.ts'
import { refuseLowCeilings } from './ceiling.ts'
import { checkPaceOf, paced } from './check-pace.ts'
import { allFacts } from './facts.ts'
import { refuseWhileHalted } from './halt.ts'
import type { Observe } from './input.ts'
import type { Phase } from './phase.ts'
import { forgetBefore, readBefore, writeBefore } from './record/before.ts'
import { createRun } from './record/run.ts'
import { targetsOf } from './target-health.ts'

/**
 * Opens the run: records the state of everything a failure may change, so that it can be restored and compared. `leftBroken` is
 * true, and nothing recorded, while the service still bears the traces of an earlier run: those are restored first.
 */
export const OpenRun = step(
  // CheckScenario has checked and completed these.
  payload({ scenario: z.string(), phases: z.array(z.custom<Phase>()), observe: z.custom<Observe>() }),
  async ({ service, execution, scenario, phases, observe }) => {
    const group = await groupOf(service)
    const groupArn = given(group.AutoScalingGroupARN, 'the ARN of the group')
    const earlier = await readBefore(service)
    if (earlier && earlier.group !== groupArn) await forgetBefore(earlier)
    else if (earlier && earlier.execution !== execution) return { leftBroken: true }
    // Not earlier: whoever halts a service wants it restored.
    await refuseWhileHalted(service)
    const zones = [...new Set(inService(group).map(({ AvailabilityZone = '' }) => AvailabilityZone))].toSorted()
    const pace = await checkPaceOf(service)
    const steadySeconds = observe.steadySeconds ?? pace.intervalSeconds
    const run = {
      // Whoever writes phases of their own knows the service they are for.
      phases: scenario === 'custom' ? phases : paced(phases, pace),
      observe: { ...observe, steadySeconds },
    }
    refuseLowCeilings(run.phases, run.observe)
    await createRun({
      ...{ service, execution, scenario, zones, ...run },
      startedAt: new Date().toISOString(),
      status: 'watching',
      capacity: group.DesiredCapacity ?? 0,
      active: {},
    })
    const [facts, targets] = await Promise.all([allFacts(service), targetsOf(service)])
    const healthyTargets = targets.filter(({ state }) => state === 'healthy').length
    await writeBefore({ service, execution, group: groupArn, facts, healthyTargets })
    return { leftBroken: false }
  },
)
