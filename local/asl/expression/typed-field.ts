import type { Json } from '../../json.ts'
import { StateError } from '../state-error.ts'
import type { EvaluationScope } from './evaluate.ts'
import { sourceOf } from './source.ts'
import { fill } from './template.ts'

/** The types a field can call for. */
interface Types {
  number: number
  string: string
  boolean: boolean
  array: Json[]
}

const typeOf = (value: Json) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)

/** The value of a field that must be of one type. Rejects with States.QueryEvaluationError for any other. */
export async function fillTyped<Type extends keyof Types>(
  type: Type,
  template: Json,
  field: string,
  scope: EvaluationScope,
): Promise<Types[Type]> {
  const value = await fill(template, field, scope)
  if (typeOf(value) === type) return value as Types[Type]
  const which = `The JSONata expression '${sourceOf(template) ?? ''}' specified for the field '${field}'`
  const words = `returned an unexpected result type. Expected '${type}', but was '${typeOf(value)}' for value: ${JSON.stringify(value)}`
  throw StateError.query(`${which} ${words}`, field)
}

/** The value of a field that must be a whole number within bounds; undefined where the field is not there. */
export async function fillInteger(
  template: Json | undefined,
  field: string,
  scope: EvaluationScope,
  bounds: { from: number; to: number },
): Promise<number | undefined> {
  if (template === undefined) return undefined
  const value = await fillTyped('number', template, field, scope)
  if (!Number.isInteger(value))
    throw StateError.query(`The ${field} field cannot be parsed as an integer: ${value}`, field)
  if (value >= bounds.from && value <= bounds.to) return value
  throw StateError.query(`The ${field} field must be between ${bounds.from} and ${bounds.to}: ${value}`, field)
}
