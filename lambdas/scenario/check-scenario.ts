import * as z from 'zod'
import { StepError } from '../core/errors.ts'
import { exactly, parsed, step } from '../core/step.ts'
import { deployInput, teardownInput } from '../input.ts'
import { catalogue } from './catalogue.ts'
import { ceilingSecondsOf } from './ceiling.ts'
import { scenarioFields } from './input.ts'
import { type Phase, Phases } from './phase.ts'

const scenarioInput = exactly({ ...teardownInput.shape, ...scenarioFields })
const rehearsalInput = exactly({ ...deployInput.shape, ...scenarioFields })

/** There is no service before the input says which. */
const unchecked = exactly({ execution: z.string(), state: z.string(), input: z.unknown() })

/** What the report of a run can hold in the memory of its function. */
const mostProbes = 500_000

/** The phases that the input gives or names. Throws `InvalidInput` where a run of them might send too many probes. */
function phasesOf({ phases: given, scenario, observe }: z.output<typeof scenarioInput>): Phase[] {
  const phases = given ?? parsed(Phases, catalogue[scenario], `the scenario ${scenario}`)
  const seconds = phases.map((phase) => ceilingSecondsOf(phase, observe) + observe.seconds)
  const probes = seconds.reduce((sum, each) => sum + each, 0) * observe.perSecond
  if (probes <= mostProbes) return phases
  throw new StepError(
    'InvalidInput',
    `observe.perSecond: ${phases.length} phases might take ${probes} probes, and ${mostProbes} are the most: send fewer a second, or watch for fewer seconds`,
  )
}

/** The scenario's input, checked and completed: every phase with what it lifts, injects and promises. */
export const CheckScenario = step(unchecked, async ({ input }) => {
  const { AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: startedBy, ...completed } = parsed(scenarioInput, input, 'input')
  const { service, scenario, observe } = completed
  const phases = phasesOf(completed)
  return { service, scenario: completed.phases ? 'custom' : scenario, phases, observe, startedBy: startedBy ?? null }
})

/** The rehearsal's input, checked before anything is built, and dealt out to the three machines as it was given. */
export const CheckRehearsal = step(unchecked, async ({ input }) => {
  const completed = parsed(rehearsalInput, input, 'input')
  phasesOf(completed)
  const { service } = completed
  const given = Object.entries(input as Record<string, unknown>)
  const dealt = (fields: object) =>
    Object.fromEntries(given.filter(([key]) => key in fields && !key.startsWith('AWS_')))
  const own = { service }
  return {
    service,
    deploy: { ...dealt(deployInput.shape), ...own },
    scenario: { ...dealt(scenarioInput.shape), ...own },
    teardown: own,
  }
})
