import type { DescribeSecurityGroupRulesRequest, DescribeSecurityGroupRulesResult } from '@aws-sdk/client-ec2'
import type { Call } from '../../operation.ts'
import { applyFilters, type FilterNames } from './requests/filters.ts'
import { page, refusePagedIds } from './requests/page.ts'
import { findAll } from './requests/resource-id.ts'
import { ruleView, type SecurityGroupRule } from './resources/security-group.ts'

const filters: FilterNames<SecurityGroupRule> = {
  'group-id': ({ groupId }) => groupId,
  'security-group-rule-id': ({ id }) => id,
}

/** Describes rules one by one, with their ids. */
export function handle(input: DescribeSecurityGroupRulesRequest, { cloud }: Call): DescribeSecurityGroupRulesResult {
  const { account, ec2, tags } = cloud
  refusePagedIds('securityGroupRuleIds', input.SecurityGroupRuleIds, input)
  const rules = new Map([...ec2.securityGroups.values()].flatMap((group) => group.rules.map((rule) => [rule.id, rule])))
  const ids = input.SecurityGroupRuleIds
  const candidates = ids?.length ? findAll(rules, ids, 'securityGroupRule') : rules.values()
  const arnOf = ({ id }: SecurityGroupRule) => ec2.arn('security-group-rule', id)
  const { items, ...rest } = page(
    applyFilters(candidates, input.Filters, filters, (rule) => tags.of(arnOf(rule))),
    ({ id }) => id,
    input,
  )
  return {
    SecurityGroupRules: items.map((rule) => ({
      ...ruleView(rule, account),
      SecurityGroupRuleArn: arnOf(rule),
      Tags: tags.listOf(arnOf(rule)),
    })),
    ...rest,
  }
}
