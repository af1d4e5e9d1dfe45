import type { ListTargetsByRuleRequest, ListTargetsByRuleResponse } from '@aws-sdk/client-eventbridge'
import type { Call } from '../../operation.ts'
import { findRule } from './find.ts'
import { page } from './page.ts'

export { resources } from './find.ts'

export function handle(input: ListTargetsByRuleRequest, call: Call): ListTargetsByRuleResponse {
  const { targets } = findRule(input.Rule, input, call)
  const { items, ...rest } = page([...targets.values()], ({ Id = '' }) => Id, input)
  return { Targets: items, ...rest }
}
