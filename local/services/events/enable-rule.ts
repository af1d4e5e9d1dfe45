import type { EnableRuleRequest } from '@aws-sdk/client-eventbridge'
import type { Call } from '../../operation.ts'
import { findRule } from './find.ts'

export { ruleOnly as resources } from './find.ts'

export function handle(input: EnableRuleRequest, call: Call) {
  const rule = findRule(input.Name, input, call)
  rule.state = 'ENABLED'
  call.cloud.events.schedule(rule)
  return {}
}
