import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import type { Rule } from './rule.ts'

interface OnBus {
  EventBusName?: string | undefined
}

/** Refuses any bus but the default one, the only one there is. */
export function checkBus({ EventBusName = 'default' }: OnBus, { cloud }: Call) {
  if (EventBusName !== 'default' && EventBusName !== cloud.events.busArn)
    throw new AwsError('ResourceNotFoundException', `Event bus ${EventBusName} does not exist.`)
}

/** The rule of this name, or AWS's ResourceNotFoundException. */
export function findRule(name: string | undefined, input: OnBus, call: Call): Rule {
  checkBus(input, call)
  const rule = call.cloud.events.rules.get(name ?? '')
  if (!rule) throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus default.`)
  return rule
}

/** The rule as the only resource of an operation that has its name in `Name`. */
export const ruleOnly = ({ Name = '' }: { Name?: string | undefined }, { cloud }: Call) => [cloud.events.ruleArn(Name)]

/** The same where the name is in `Rule`. */
export const resources = ({ Rule = '' }: { Rule?: string | undefined }, { cloud }: Call) => [cloud.events.ruleArn(Rule)]
