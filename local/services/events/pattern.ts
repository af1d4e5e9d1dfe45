import { isObject, type Json } from '../../json.ts'
import { comparisons } from './comparisons.ts'
import { memberOf } from './member-of.ts'

/** An event pattern: nested objects whose leaves are lists of values and comparisons. */
export type Pattern = { [key: string]: Pattern | Json[] | Pattern[] }

/** Whether an event fits a pattern ("Comparison operators for use in event patterns"). */
export function fits(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([key, expected]) => {
    if (key === '$or') return (expected as Pattern[]).some((alternative) => fits(alternative, event))
    const actual = memberOf(event, key)
    if (Array.isArray(expected)) return expected.some((one) => leafFits(one as Json, actual))
    const inner = Array.isArray(actual) ? actual : [actual]
    return inner.some((each) => fits(expected, each))
  })
}

/** One value or comparison of the pattern against a member of the event, any of whose elements may fit. */
function leafFits(expected: Json, actual: unknown): boolean {
  if (isObject(expected) && 'exists' in expected) return expected.exists === (actual !== undefined)
  if (actual === undefined) return false
  return (Array.isArray(actual) ? actual : [actual]).some((each) =>
    isObject(expected) ? comparisonFits(expected, each) : each === expected,
  )
}

function comparisonFits(comparison: Record<string, Json>, actual: unknown): boolean {
  const [[name, operand] = ['', null]] = Object.entries(comparison)
  return comparisons[name]?.fits(operand, actual) ?? false
}
