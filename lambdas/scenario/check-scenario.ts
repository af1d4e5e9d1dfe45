import * as z from 'zod'
import { exactly, parsed, step } from '../core/step.ts'
import { deployInput, teardownInput } from '../input.ts'
import { catalogue } from './catalogue.ts'
import { scenarioFields } from './input.ts'
import { Phases } from './phase.ts'

const scenarioInput = exactly({ ...teardownInput.shape, ...scenarioFields })
const rehearsalInput = exactly({ ...deployInput.shape, ...scenarioFields })

/** There is no service before the input says which. */
const unchecked = exactly({ execution: z.string(), state: z.string(), input: z.unknown() })

/** The scenario's input, checked and completed: every phase with what it lifts, injects and promises. */
export const CheckScenario = step(unchecked, async ({ input }) => {
  const { AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: startedBy, ...completed } = parsed(scenarioInput, input, 'input')
  const { service, scenario, observe } = completed
  const phases = completed.phases ?? parsed(Phases, catalogue[scenario], `the scenario ${scenario}`)
  return { service, scenario: completed.phases ? 'custom' : scenario, phases, observe, startedBy: startedBy ?? null }
})

/** The rehearsal's input, checked before anything is built, and dealt out to the three machines as it was given. */
export const CheckRehearsal = step(unchecked, async ({ input }) => {
  const { service } = parsed(rehearsalInput, input, 'input')
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
