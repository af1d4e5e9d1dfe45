import type { DeleteRuleRequest } from '@aws-sdk/client-eventbridge'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { checkBus } from './find.ts'

export { ruleOnly as resources } from './find.ts'

/** Deleting a rule that does not exist is fine. */
export function handle(input: DeleteRuleRequest, call: Call) {
  checkBus(input, call)
  const rule = call.cloud.events.rules.get(input.Name ?? '')
  if (rule && rule.targets.size > 0)
    throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.")
  if (rule) call.cloud.events.remove(rule)
  return {}
}
