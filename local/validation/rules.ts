import { boundedSearch, EndlessSearch, repeatsGroup } from '../bounded-search.ts'
import type { Shape } from './constraints.ts'
import { expressionOf } from './expression.ts'

/** What a value must do, in AWS's words, and whether it does. */
interface Rule {
  words: string
  holds(value: unknown): boolean
}

/** The rules of a shape that a value breaks, each in AWS's words after "Member must". */
export function rulesBrokenBy(shape: Shape, value: unknown): string[] {
  return rulesOf(shape, value)
    .filter((rule) => !rule.holds(value))
    .map(({ words }) => words)
}

/** What a shape asks of a value like the example: numbers are measured by their value, all else by its length. */
export function rulesOf({ min, max, pattern, enum: values }: Shape, example: unknown = ''): Rule[] {
  const what = typeof example === 'number' ? 'value' : 'length'
  const rules: Rule[] = []
  if (max !== undefined)
    rules.push({ words: `have ${what} less than or equal to ${max}`, holds: (value) => sizeOf(value) <= max })
  if (min !== undefined)
    rules.push({ words: `have ${what} greater than or equal to ${min}`, holds: (value) => sizeOf(value) >= min })
  if (pattern !== undefined)
    rules.push({ words: `satisfy regular expression pattern: ${pattern}`, holds: (value) => fits(value, pattern) })
  if (values)
    rules.push({
      words: `satisfy enum value set: [${values.join(', ')}]`,
      holds: (value) => typeof value !== 'string' || values.includes(value),
    })
  return rules
}

function sizeOf(value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) return value.length
  return Object.keys(value as object).length
}

const compiled = new Map<string, RegExp>()

function fits(value: unknown, pattern: string): boolean {
  const known = compiled.get(pattern) ?? expressionOf(pattern)
  compiled.set(pattern, known)
  if (typeof value !== 'string') return true
  return repeatsGroup(pattern) ? fitsInTime(value, known) : known.test(value)
}

/** In AWS's models, a text that fits is found to do so at once: only one that does not is tried in every way. */
function fitsInTime(value: string, expression: RegExp): boolean {
  try {
    return boundedSearch(() => expression.test(value))
  } catch (thrown) {
    if (thrown instanceof EndlessSearch) return false
    throw thrown
  }
}
