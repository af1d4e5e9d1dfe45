import type { DeleteRuleInput, DeleteRuleOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findRule } from './find.ts'
import { defaultRuleArn } from './rule.ts'

export function resources({ RuleArn = '' }: DeleteRuleInput): string[] {
  return [RuleArn]
}

export function handle({ RuleArn }: DeleteRuleInput, { cloud }: Call): DeleteRuleOutput {
  const state = cloud.elasticLoadBalancing
  if (state.listeners.some((listener) => defaultRuleArn(listener) === RuleArn))
    throw new AwsError('OperationNotPermitted', `Default rule '${RuleArn}' cannot be deleted`)
  const { arn, listener, actions } = findRule(cloud, RuleArn)
  listener.rules.delete(arn)
  listener.reorder()
  cloud.tags.forget(arn)
  state.reviewTargetGroups(actions.targetGroupArns)
  return {}
}
