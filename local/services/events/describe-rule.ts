import type { DescribeRuleRequest, DescribeRuleResponse } from '@aws-sdk/client-eventbridge'
import type { Call } from '../../operation.ts'
import { findRule } from './find.ts'
import { ruleView } from './view.ts'

export { ruleOnly as resources } from './find.ts'

export function handle(input: DescribeRuleRequest, call: Call): DescribeRuleResponse {
  return { ...ruleView(findRule(input.Name, input, call)), CreatedBy: call.cloud.account }
}
