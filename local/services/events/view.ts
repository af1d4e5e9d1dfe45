import type { DescribeRuleResponse, Rule as RuleShape } from '@aws-sdk/client-eventbridge'
import type { Rule } from './rule.ts'

/** A rule as lists and descriptions show it. */
export const ruleView = (rule: Rule): RuleShape & DescribeRuleResponse => ({
  Name: rule.name,
  Arn: rule.arn,
  State: rule.state,
  EventBusName: 'default',
  ...(rule.pattern && { EventPattern: rule.pattern.text }),
  ...(rule.schedule && { ScheduleExpression: rule.schedule.text }),
  ...(rule.description !== undefined && { Description: rule.description }),
  ...(rule.roleArn !== undefined && { RoleArn: rule.roleArn }),
})
