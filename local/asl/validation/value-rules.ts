import { isObject, type Json, type JsonObject } from '../../json.ts'
import { sourceOf } from '../expression/source.ts'
import { timestampOf } from '../timestamp.ts'
import type { Report } from './diagnostic.ts'

type Bounds = [from: number, to: number]

/** What the value of a field has to be. */
export type Rule =
  | 'any'
  | 'string'
  | 'boolean'
  | 'object'
  | 'array'
  | 'filledArray'
  | 'arrayOrExpression'
  | 'booleanOrExpression'
  | 'timestampOrExpression'
  | { integer: Bounds }
  | { number: Bounds }
  | { integerOrExpression: Bounds }
  | { numberOrExpression: Bounds }
  | { oneOf: string[] }

/** Reports fields that have no place in an object, and values that their fields cannot take. */
export function checkFields(report: Report, object: JsonObject, rules: Record<string, Rule>, location: string) {
  for (const [field, value] of Object.entries(object)) {
    const rule = Object.hasOwn(rules, field) ? rules[field] : undefined
    const problem = rule && problemWith(value, rule)
    if (!rule) report.schema(`Field '${field}' is not supported`, location)
    else if (problem) report.schema(problem, `${location === '/' ? '' : location}/${field}`)
  }
}

/** Reports fields an object lacks, all at once. */
export function requireFields(report: Report, object: JsonObject, fields: readonly string[], location: string) {
  const missing = fields.filter((field) => !Object.hasOwn(object, field))
  if (missing.length > 0) report.schema(`These fields are required: [${missing.join(', ')}]`, location)
}

/** Reports an object that has none or several of the fields it needs one of. */
export function requireOneOf(report: Report, object: JsonObject, fields: readonly string[], location: string) {
  const present = fields.filter((field) => Object.hasOwn(object, field)).length
  const list = `[${fields.join(', ')}]`
  if (present === 0) report.schema(`This object should have only one of the following fields: ${list}`, location)
  if (present > 1) report.schema(`There should only be one of the following fields: ${list}`, location)
}

function problemWith(value: Json, rule: Rule): string | undefined {
  if (typeof rule === 'object') return problemWithBounds(value, rule)
  const isExpression = rule.endsWith('OrExpression') && sourceOf(value) !== undefined
  if (isExpression) return undefined
  switch (rule) {
    case 'any':
      return undefined
    case 'string':
    case 'boolean':
      return typeof value === rule ? undefined : expected(rule)
    case 'booleanOrExpression':
      return typeof value === 'boolean' ? undefined : expected('boolean')
    case 'object':
      return isObject(value) ? undefined : expected('object')
    case 'array':
    case 'arrayOrExpression':
      return Array.isArray(value) ? undefined : expected('array')
    case 'filledArray':
      if (!Array.isArray(value)) return expected('array')
      return value.length > 0 ? undefined : 'Value cannot be empty'
    case 'timestampOrExpression':
      if (typeof value !== 'string') return expected('string')
      return timestampOf(value) === undefined ? 'String does not match RFC3339 timestamp' : undefined
  }
}

function problemWithBounds(value: Json, rule: Exclude<Rule, string>): string | undefined {
  if ('oneOf' in rule)
    return rule.oneOf.includes(String(value))
      ? undefined
      : `Value is not one of the following: [${rule.oneOf.join(', ')}]`
  const { integer, number, integerOrExpression, numberOrExpression } = rule as Partial<Record<string, Bounds>>
  if ((integerOrExpression ?? numberOrExpression) && sourceOf(value) !== undefined) return undefined
  const [from, to] = integer ?? number ?? integerOrExpression ?? numberOrExpression ?? [0, 0]
  const whole = integer ?? integerOrExpression
  if (typeof value !== 'number' || (whole && !Number.isInteger(value))) return expected(whole ? 'integer' : 'number')
  if (value < from) return `Expected value greater than or equal to ${from}`
  return value > to ? `Expected value less than or equal to ${to}` : undefined
}

const expected = (type: string) => `Expected value of type ${type.charAt(0).toUpperCase()}${type.slice(1)}`
