import type { CreateRuleInput, CreateRuleOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Call } from '../../operation.ts'
import { readActions } from './actions.ts'
import { newId } from './arn.ts'
import { readConditions } from './conditions.ts'
import { unsupported, within } from './errors.ts'
import { findListener } from './find.ts'
import { Rule } from './rule.ts'
import { checkPriorities } from './rule-priorities.ts'
import { checkTags, taggingNeeds } from './tags.ts'

export function resources({ ListenerArn = '' }: CreateRuleInput): string[] {
  return [ListenerArn]
}

export function needs({ ListenerArn = '', Tags }: CreateRuleInput) {
  return taggingNeeds('CreateRule', `${ListenerArn.replace(':listener/', ':listener-rule/')}/${'0'.repeat(16)}`, Tags)
}

export function handle(input: CreateRuleInput, { cloud }: Call): CreateRuleOutput {
  const listener = findListener(cloud, input.ListenerArn)
  if (input.Transforms?.length) throw unsupported('Transforms of a rule')
  checkTags(input.Tags ?? [])
  const priority = within(input.Priority, 'priority', 1, 50_000, 1)
  checkPriorities(listener, [{ priority }])
  const conditions = readConditions(input.Conditions ?? [])
  const actions = readActions(input.Actions ?? [], { cloud, balancer: listener.balancer, listenerPort: listener.port })
  const arn = `${listener.arn.replace(':listener/', ':listener-rule/')}/${newId()}`
  const rule = new Rule(arn, listener, priority, conditions, actions)
  listener.rules.set(arn, rule)
  listener.reorder()
  cloud.tags.add(arn, input.Tags ?? [])
  cloud.elasticLoadBalancing.reviewTargetGroups(actions.targetGroupArns)
  return { Rules: [rule.describe()] }
}
