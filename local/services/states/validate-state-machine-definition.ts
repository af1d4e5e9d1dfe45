import type { ValidateStateMachineDefinitionInput, ValidateStateMachineDefinitionOutput } from '@aws-sdk/client-sfn'
import { validate } from '../../asl/validation/validate.ts'
import type { Call } from '../../operation.ts'
import { recognizes } from './integrations/index.ts'

const mostResults = 100

/** Finds what CreateStateMachine would refuse, without making anything. */
export async function handle(
  { definition = '', maxResults = 0 }: ValidateStateMachineDefinitionInput,
  _: Call,
): Promise<ValidateStateMachineDefinitionOutput> {
  const { diagnostics } = await validate(definition, recognizes)
  const shown = diagnostics.slice(0, maxResults || mostResults)
  return {
    result: diagnostics.length === 0 ? 'OK' : 'FAIL',
    diagnostics: shown,
    truncated: shown.length < diagnostics.length,
  }
}
