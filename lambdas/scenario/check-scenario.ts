import * as z from 'zod'
import { StepError } from '../core/errors.ts'
import { exactly, parsed, step } from '../core/step.ts'
import { deployInput, teardownInput, withinQuota } from '../input.ts'
import { catalogue } from './catalogue.ts'
import { ceilingSecondsOf, refuseLowCeilings } from './ceiling.ts'
import { scenarioFields } from './input.ts'
import { shortestSteadySeconds } from './judging/steady.ts'
import { type Phase, Phases } from './phase.ts'

const scenarioInput = exactly({ ...teardownInput.shape, ...scenarioFields })
const rehearsalInput = withinQuota(exactly({ ...deployInput.shape, ...scenarioFields })).refine(
  ({ allowedCidr }) => allowedCidr === '0.0.0.0/0',
  {
    path: ['allowedCidr'],
    error: 'must be 0.0.0.0/0: the scenario sends its requests from addresses that cannot be known in advance',
  },
)

/** There is no service before the input says which. */
const unchecked = exactly({ execution: z.string(), state: z.string(), input: z.unknown() })

/** What the report of a run can hold in the memory of its function; a look holds up to 30 targets. */
const mostProbes = 500_000
const mostLooks = 50_000

/** The phases that the input gives or names. Throws `InvalidInput` where a run of them might see too much, or too little. */
function phasesOf({ phases: given, scenario, observe }: z.output<typeof scenarioInput>): Phase[] {
  const phases = given ?? parsed(Phases, catalogue[scenario], `the scenario ${scenario}`)
  const seconds = phases
    .map((phase) => ceilingSecondsOf(phase, observe) + observe.seconds)
    .reduce((sum, each) => sum + each, 0)
  const refuse = (field: string, what: string, most: number) => {
    const rule = `${phases.length} phases could need more than ${most} ${what}: lower the rate, or watch for fewer seconds`
    throw new StepError('InvalidInput', `observe.${field}: ${rule}`)
  }
  if (seconds * observe.perSecond > mostProbes) refuse('perSecond', 'probes', mostProbes)
  if (seconds * observe.looksPerSecond > mostLooks) refuse('looksPerSecond', 'looks', mostLooks)
  refuseLowCeilings(phases, { ...observe, steadySeconds: observe.steadySeconds ?? shortestSteadySeconds })
  return phases
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
