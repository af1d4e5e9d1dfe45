import type { ValidateStateMachineDefinitionInput, ValidateStateMachineDefinitionOutput } from '@aws-sdk/client-sfn'
import { validate } from '../../asl/validation/validate.ts'
import type { Call } from '../../operation.ts'
import { brokenConstraint } from './errors.ts'
import { recognizes } from './integrations/index.ts'
import { longestDefinition } from './revise.ts'

const mostResults = 100

/** Finds what CreateStateMachine would refuse, without making anything. */
export async function handle(
  { definition = '', type = 'STANDARD', severity = 'ERROR', maxResults = 0 }: ValidateStateMachineDefinitionInput,
  _: Call,
): Promise<ValidateStateMachineDefinitionOutput> {
  if (definition.length > longestDefinition)
    throw brokenConstraint('definition', `Member must have length less than or equal to ${longestDefinition}`)
  if (maxResults < 0 || maxResults > mostResults)
    throw brokenConstraint('maxResults', `Member must have value less than or equal to ${mostResults}`, maxResults)
  requireOneOf('type', type, ['EXPRESS', 'STANDARD'])
  requireOneOf('severity', severity, ['ERROR', 'WARNING'])
  const { diagnostics } = await validate(definition, recognizes)
  const shown = diagnostics.slice(0, maxResults || mostResults)
  return {
    result: diagnostics.length === 0 ? 'OK' : 'FAIL',
    diagnostics: shown,
    truncated: shown.length < diagnostics.length,
  }
}

function requireOneOf(member: string, value: string, known: string[]) {
  if (!known.includes(value))
    throw brokenConstraint(member, `Member must satisfy enum value set: [${known.join(', ')}]`, value)
}
