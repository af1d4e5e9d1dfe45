import type { PutRuleRequest, PutRuleResponse } from '@aws-sdk/client-eventbridge'
import { AwsError } from '../../aws-error.ts'
import type { Call, Need } from '../../operation.ts'
import { readExpression } from '../../schedule/expression.ts'
import { taggingNeeds } from '../../tagging-needs.ts'
import { checkBus, ruleOnly } from './find.ts'
import { patternFlaw } from './pattern-flaw.ts'
import type { Rule } from './rule.ts'

export { ruleOnly as resources } from './find.ts'

const tagging = taggingNeeds('events:TagResource', ruleOnly)

export const needs = (input: PutRuleRequest, call: Call): Need[] => [
  ...(input.RoleArn === undefined ? [] : [passing(input.RoleArn)]),
  ...tagging(input, call),
]

/** The right to hand a role to EventBridge. */
export const passing = (roleArn: string): Need => ({
  action: 'iam:PassRole',
  resource: roleArn,
  conditions: { 'iam:PassedToService': 'events.amazonaws.com' },
})

/** A rule that exists keeps its targets and loses whatever else the request does not repeat. */
export function handle(input: PutRuleRequest, call: Call): PutRuleResponse {
  checkBus(input, call)
  const { Name: name = '', Description: description, RoleArn: roleArn, Tags, State = 'ENABLED' } = input
  const { events, clock, tags } = call.cloud
  const existing = events.rules.get(name)
  const rule: Rule = {
    name,
    arn: events.ruleArn(name),
    createdAt: clock.now(),
    targets: existing?.targets ?? new Map(),
    state: State,
    description,
    roleArn,
    ...trigger(input),
  }
  events.put(rule)
  if (!existing && Tags) tags.add(rule.arn, Tags)
  return { RuleArn: rule.arn }
}

function trigger({ EventPattern, ScheduleExpression }: PutRuleRequest): Pick<Rule, 'pattern' | 'schedule'> {
  if (!EventPattern && !ScheduleExpression)
    throw new AwsError('ValidationException', 'Parameter(s) EventPattern or ScheduleExpression must be specified.')
  return {
    ...(EventPattern && { pattern: readPattern(EventPattern) }),
    ...(ScheduleExpression && { schedule: readSchedule(ScheduleExpression) }),
  }
}

function readPattern(text: string) {
  const flaw = patternFlaw(text)
  if (flaw) throw new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${flaw}`)
  return { text, parsed: JSON.parse(text) }
}

/** Rules know no single times, and a rate of one has its unit in the singular, any other in the plural. */
function readSchedule(text: string) {
  const expression = readExpression(text)
  const isAgreed = expression?.kind !== 'rate' || text.includes(`${expression.unit}s`) === expression.value > 1
  if (!expression || expression.kind === 'at' || !isAgreed)
    throw new AwsError('ValidationException', 'Parameter ScheduleExpression is not valid.')
  return { text, expression }
}
