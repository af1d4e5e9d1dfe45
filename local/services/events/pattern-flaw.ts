import { isObject, type Json } from '../../json.ts'
import { comparisons } from './comparisons.ts'

/** What is wrong with a pattern, in the words of AWS; undefined for a good one. */
export function patternFlaw(text: string): string | undefined {
  try {
    const pattern: unknown = JSON.parse(text)
    if (!isObject(pattern) || Object.keys(pattern).length === 0) return 'Filter is not an object'
    return objectFlaw(pattern)
  } catch {
    return 'Filter is not valid JSON'
  }
}

function objectFlaw(pattern: Record<string, unknown>): string | undefined {
  for (const [key, value] of Object.entries(pattern)) {
    const flaw = key === '$or' ? alternativesFlaw(value) : memberFlaw(key, value)
    if (flaw) return flaw
  }
  return undefined
}

function alternativesFlaw(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length < 2 || !value.every(isObject)) return '"$or" must be an array of objects'
  return value.map(objectFlaw).find((flaw) => flaw !== undefined)
}

function memberFlaw(key: string, value: unknown): string | undefined {
  if (isObject(value)) return Object.keys(value).length === 0 ? 'Empty objects are not allowed' : objectFlaw(value)
  if (!Array.isArray(value)) return `"${key}" must be an object or an array`
  if (value.length === 0) return 'Empty arrays are not allowed'
  return value.map(leafFlaw).find((flaw) => flaw !== undefined)
}

function leafFlaw(leaf: Json): string | undefined {
  if (Array.isArray(leaf)) return 'Match value must be String, number, true, false, or null'
  if (!isObject(leaf)) return undefined
  const [[name = '', operand] = [], ...more] = Object.entries(leaf)
  if (more.length > 0) return 'Only one key allowed in match expression'
  if (name === 'exists')
    return typeof operand === 'boolean' ? undefined : 'exists match pattern must be either true or false.'
  const comparison = comparisons[name]
  if (!comparison) return `Unrecognized match type ${name}`
  return comparison.isValid(operand as Json) ? undefined : `Bad value for ${name}`
}
