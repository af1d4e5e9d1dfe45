import type { ListRuleNamesByTargetRequest, ListRuleNamesByTargetResponse } from '@aws-sdk/client-eventbridge'
import type { Call } from '../../operation.ts'
import { checkBus } from './find.ts'
import { page } from './page.ts'

export function handle(input: ListRuleNamesByTargetRequest, call: Call): ListRuleNamesByTargetResponse {
  checkBus(input, call)
  const rules = [...call.cloud.events.rules.values()].filter(({ targets }) =>
    [...targets.values()].some(({ Arn }) => Arn === input.TargetArn),
  )
  const { items, ...rest } = page(rules, ({ name }) => name, input)
  return { RuleNames: items.map(({ name }) => name), ...rest }
}
