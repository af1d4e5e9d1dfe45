import type { IncomingMessage } from 'node:http'
import type { Rule as Description, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Conditions } from './conditions.ts'
import type { Actions, Listener } from './listener.ts'

/** A rule of a listener: what it does with the requests that meet all of its conditions. */
export class Rule {
  readonly arn: string
  readonly listener: Listener
  priority: number
  conditions: Conditions
  actions: Actions

  constructor(arn: string, listener: Listener, priority: number, conditions: Conditions, actions: Actions) {
    this.arn = arn
    this.listener = listener
    this.priority = priority
    this.conditions = conditions
    this.actions = actions
  }

  matches(request: IncomingMessage): boolean {
    return this.conditions.match(request)
  }

  describe(): Description {
    return describeRule(this.arn, String(this.priority), this.conditions.described, this.actions)
  }
}

/** The rule every listener ends with: its default actions. */
export function describeDefaultRule(listener: Listener): Description {
  return { ...describeRule(defaultRuleArn(listener), 'default', [], listener.defaultActions), IsDefault: true }
}

/** AWS makes the ids of rules up; here the default rule's is its listener's. */
export function defaultRuleArn({ arn }: Listener): string {
  return `${arn.replace(':listener/', ':listener-rule/')}/${arn.slice(arn.lastIndexOf('/') + 1)}`
}

function describeRule(arn: string, priority: string, conditions: readonly RuleCondition[], actions: Actions) {
  return {
    RuleArn: arn,
    Priority: priority,
    Conditions: [...conditions],
    Actions: [...actions.described],
    IsDefault: false,
  }
}
