import { type ConditionValue, listOf, type Statement } from './document.ts'
import { operators } from './operators.ts'
import type { Context } from './request.ts'
import { fillPattern, fillVariables } from './variables.ts'

/** A condition operator as a policy spells it, such as `ForAllValues:StringLikeIfExists`. */
export interface SpelledOperator {
  /** How a key with many values is treated. */
  set?: 'ForAllValues' | 'ForAnyValue'
  name: string
  /** The condition also holds when the request has no such key. */
  ifExists: boolean
}

/** Takes an operator's spelling apart; undefined where AWS has no such operator. */
export function readOperator(spelling: string): SpelledOperator | undefined {
  const parts = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(spelling)
  const [, set, name = '', ifExists] = parts ?? []
  const known = name in operators || (name === 'Null' && !ifExists && !set)
  if (!known) return undefined
  return { ...(set && { set: set as 'ForAllValues' | 'ForAnyValue' }), name, ifExists: ifExists !== undefined }
}

/** Whether every condition of a statement holds. */
export function conditionsHold({ Condition }: Statement, context: Context, version: string | undefined): boolean {
  return Object.entries(Condition ?? {}).every(([spelling, keys]) =>
    Object.entries(keys).every(([key, values]) => conditionHolds(spelling, key, listOf(values), context, version)),
  )
}

function conditionHolds(
  spelling: string,
  key: string,
  values: readonly ConditionValue[],
  context: Context,
  version: string | undefined,
): boolean {
  const spelled = readOperator(spelling)
  if (!spelled) return false
  const actual = context.get(key.toLowerCase())
  if (spelled.name === 'Null') return values.some((value) => String(value).toLowerCase() === String(isMissing(actual)))
  const operator = operators[spelled.name]
  if (!operator) return false
  const fill = operator.wildcards ? fillPattern : fillVariables
  const expected = values.map((value) => fill(String(value), context, version)).filter((value) => value !== undefined)
  const holds = (value: string) => expected.some((each) => operator.test(each, value)) !== (operator.negated ?? false)
  if (spelled.set === 'ForAllValues') return listOf(actual).every(holds)
  if (actual === undefined) return spelled.set ? spelled.ifExists : spelled.ifExists || (operator.negated ?? false)
  if (spelled.set === 'ForAnyValue') return listOf(actual).some(holds)
  return typeof actual === 'string' && holds(actual)
}

const isMissing = (actual: string | readonly string[] | undefined) => actual === undefined || actual.length === 0
