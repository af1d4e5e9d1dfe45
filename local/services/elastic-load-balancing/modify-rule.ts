import type { ModifyRuleInput, ModifyRuleOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Call } from '../../operation.ts'
import { readActions } from './actions.ts'
import { readConditions } from './conditions.ts'
import { invalid, unsupported } from './errors.ts'
import { findRule } from './find.ts'

export function resources({ RuleArn = '' }: ModifyRuleInput): string[] {
  return [RuleArn]
}

/** What the request is silent on stays as it was. */
export function handle(input: ModifyRuleInput, { cloud }: Call): ModifyRuleOutput {
  const rule = findRule(cloud, input.RuleArn)
  if (input.Transforms?.length || input.ResetTransforms) throw unsupported('Transforms of a rule')
  if (input.Conditions === undefined && input.Actions === undefined)
    throw invalid('Either conditions or actions must be specified')
  const { balancer, port } = rule.listener
  const groups = rule.actions.targetGroupArns
  const conditions = input.Conditions && readConditions(input.Conditions)
  if (input.Actions) rule.actions = readActions(input.Actions, { cloud, balancer, listenerPort: port })
  if (conditions) rule.conditions = conditions
  cloud.elasticLoadBalancing.reviewTargetGroups([...groups, ...rule.actions.targetGroupArns])
  return { Rules: [rule.describe()] }
}
