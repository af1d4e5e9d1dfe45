import type { ListRulesRequest, ListRulesResponse } from '@aws-sdk/client-eventbridge'
import type { Call } from '../../operation.ts'
import { checkBus } from './find.ts'
import { page } from './page.ts'
import { ruleView } from './view.ts'

export function handle(input: ListRulesRequest, call: Call): ListRulesResponse {
  checkBus(input, call)
  const rules = [...call.cloud.events.rules.values()].filter(({ name }) => name.startsWith(input.NamePrefix ?? ''))
  const { items, ...rest } = page(rules, ({ name }) => name, input)
  return { Rules: items.map(ruleView), ...rest }
}
