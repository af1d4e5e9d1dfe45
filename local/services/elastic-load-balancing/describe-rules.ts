import type {
  DescribeRulesInput,
  DescribeRulesOutput,
  Rule as Description,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { checkArn } from './arn.ts'
import { invalid } from './errors.ts'
import { findListener } from './find.ts'
import type { Listener } from './listener.ts'
import { page } from './page.ts'
import { defaultRuleArn, describeDefaultRule } from './rule.ts'

interface Listed {
  readonly arn: string
  describe(): Description
}

export function handle(input: DescribeRulesInput, call: Call): DescribeRulesOutput {
  const { items, ...next } = page(chosen(input, call), input)
  return { Rules: items.map((rule) => rule.describe()), ...next }
}

function chosen({ ListenerArn, RuleArns }: DescribeRulesInput, { cloud }: Call): readonly Listed[] {
  if (ListenerArn !== undefined && RuleArns?.length)
    throw invalid('A listener ARN and rule ARNs cannot be specified at the same time')
  if (ListenerArn !== undefined) return rulesOf(findListener(cloud, ListenerArn))
  if (!RuleArns?.length) throw invalid('You must specify either listener rule ARNs or a listener ARN')
  const all = cloud.elasticLoadBalancing.listeners.flatMap(rulesOf)
  return RuleArns.map((arn) => {
    checkArn(cloud, arn, 'rule')
    const found = all.find((rule) => rule.arn === arn)
    if (found === undefined) throw new AwsError('RuleNotFound', 'One or more rules not found')
    return found
  })
}

/** In the order in which they are tried, the default rule last. */
function rulesOf(listener: Listener): readonly Listed[] {
  const last = { arn: defaultRuleArn(listener), describe: () => describeDefaultRule(listener) }
  return [...listener.rulesInOrder, last]
}
