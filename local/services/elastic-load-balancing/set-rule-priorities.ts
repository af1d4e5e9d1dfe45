import type { SetRulePrioritiesInput, SetRulePrioritiesOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Call } from '../../operation.ts'
import { invalid, within } from './errors.ts'
import { findRule } from './find.ts'
import { checkPriorities } from './rule-priorities.ts'

export function resources({ RulePriorities = [] }: SetRulePrioritiesInput): string[] {
  return RulePriorities.map(({ RuleArn = '' }) => RuleArn)
}

export function handle({ RulePriorities = [] }: SetRulePrioritiesInput, { cloud }: Call): SetRulePrioritiesOutput {
  const changes = RulePriorities.map(({ RuleArn, Priority }) => ({
    rule: findRule(cloud, RuleArn),
    priority: within(Priority, 'priority', 1, 50_000, 1),
  }))
  const [listener, ...others] = new Set(changes.map(({ rule }) => rule.listener))
  if (listener === undefined) throw invalid('At least one rule priority must be specified')
  if (others.length > 0) throw invalid('Rules must belong to the same listener')
  checkPriorities(listener, changes)
  for (const { rule, priority } of changes) rule.priority = priority
  listener.reorder()
  return { Rules: changes.map(({ rule }) => rule.describe()) }
}
