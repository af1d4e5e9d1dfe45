import type { DisableRuleRequest } from '@aws-sdk/client-eventbridge'
import type { Call } from '../../operation.ts'
import { findRule } from './find.ts'

export { ruleOnly as resources } from './find.ts'

export function handle(input: DisableRuleRequest, call: Call) {
  const rule = findRule(input.Name, input, call)
  rule.state = 'DISABLED'
  call.cloud.events.schedule(rule)
  return {}
}
