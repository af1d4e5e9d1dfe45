import type { IncomingMessage } from 'node:http'
import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2'
import { originForm } from '../../balancer/request-head.ts'
import { wildcard } from '../../balancer/wildcard.ts'
import { invalid, unsupported } from './errors.ts'

/** Conditions as the API describes them, and as a request is held against them. */
export interface Conditions {
  readonly described: readonly RuleCondition[]
  match(request: IncomingMessage): boolean
}

type Test = (request: IncomingMessage) => boolean

/** Reads conditions. Throws ValidationError in AWS's words, also for those this cloud does not honour. */
export function readConditions(conditions: readonly RuleCondition[]): Conditions {
  if (conditions.length === 0) throw invalid('A condition must be specified')
  const fields = conditions.map(({ Field }) => Field)
  for (const field of fields)
    if (fields.indexOf(field) !== fields.lastIndexOf(field))
      throw invalid(`Only one condition of type '${field}' can be specified`)
  const tests = conditions.map(readCondition)
  return { described: conditions.map(describe), match: (request) => tests.every((test) => test(request)) }
}

function readCondition(condition: RuleCondition): Test {
  if (condition.RegexValues?.length) throw unsupported('A condition with RegexValues')
  if (['http-header', 'query-string', 'source-ip'].includes(condition.Field ?? ''))
    throw unsupported(`The condition field '${condition.Field}'`)
  const values = valuesOf(condition)
  if (values.length === 0) throw invalid('A condition value must be specified')
  for (const value of values)
    if (value.length > 128) throw invalid(`Condition value '${value}' cannot be longer than '128' characters`)
  switch (condition.Field) {
    case 'path-pattern':
      return anyOf(values, false, ({ url = '/' }) => originForm(url).replace(/\?.*$/s, ''))
    case 'host-header':
      return anyOf(values, true, ({ headers }) => (headers.host ?? '').replace(/:\d+$/, ''))
    case 'http-request-method':
      return ({ method }) => values.includes(method ?? '')
    default:
      throw invalid(
        `Condition field '${condition.Field}' must be one of '[http-header, path-pattern, host-header, query-string, http-request-method, source-ip]'`,
      )
  }
}

function anyOf(patterns: readonly string[], ignoreCase: boolean, part: (request: IncomingMessage) => string): Test {
  const tests = patterns.map((pattern) => wildcard(pattern, ignoreCase))
  return (request) => {
    const text = part(request)
    return tests.some((test) => test(text))
  }
}

function valuesOf(condition: RuleCondition): readonly string[] {
  const config = condition.PathPatternConfig ?? condition.HostHeaderConfig ?? condition.HttpRequestMethodConfig
  return condition.Values ?? config?.Values ?? []
}

/** AWS answers with the values twice: in the old form and in the new. */
function describe(condition: RuleCondition): RuleCondition {
  const Values = [...valuesOf(condition)]
  const { Field } = condition
  if (Field === 'path-pattern') return { Field, Values, PathPatternConfig: { Values } }
  if (Field === 'host-header') return { Field, Values, HostHeaderConfig: { Values } }
  return { Field, HttpRequestMethodConfig: { Values } }
}
