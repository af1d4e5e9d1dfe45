import * as z from 'zod'
import { exactly, parsed, step } from './core/step.ts'
import { deployInput, teardownInput } from './input.ts'

const inputs = { Deploy: deployInput, Teardown: teardownInput }

const machines = Object.keys(inputs) as (keyof typeof inputs)[]

/**
 * The execution's input, checked and completed. It comes back with `startedBy`, the execution that started this one,
 * or null, because a state machine cannot ask whether a key is there without failing when it is not.
 */
export const CheckInput = step(
  exactly({ execution: z.string(), state: z.string(), machine: z.enum(machines), input: z.unknown() }),
  async ({ machine, input }) => {
    const { AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: startedBy, ...completed } = parsed(
      inputs[machine],
      input,
      'input',
    )
    return { ...completed, startedBy: startedBy ?? null }
  },
)
