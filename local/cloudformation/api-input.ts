import type { NormalizedSchema } from '@smithy/core/schema'
import { modelOf } from '../protocols/model.ts'
import { services } from '../services/index.ts'

/**
 * A template's values as the input of an API, by whose schema CloudFormation turns text into numbers, truths and times
 * and back. Throws for a name that the API does not have: what is not understood must not be left out.
 */
export async function apiInput(signingName: string, operation: string, value: unknown): Promise<unknown> {
  const service = services.get(signingName)
  const schema = service && (await modelOf(service)).operations.get(operation)?.input
  return schema ? shaped(schema, value, '') : value
}

function shaped(schema: NormalizedSchema, value: unknown, path: string): unknown {
  if (value === undefined || value === null || value instanceof Uint8Array) return value
  if (schema.isListSchema() && Array.isArray(value))
    return value.map((item) => shaped(schema.getValueSchema(), item, path))
  if (typeof value !== 'object') return scalar(schema, value)
  if (schema.isMapSchema())
    return changed(value, (name, item) => shaped(schema.getValueSchema(), item, `${path}${name}.`))
  if (!schema.isStructSchema()) return value
  const members = new Map(schema.structIterator())
  return changed(value, (name, item) => {
    const member = members.get(name)
    if (!member) throw new Error(`${path}${name} is not supported by this cloud`)
    return shaped(member, item, `${path}${name}.`)
  })
}

const changed = (value: object, change: (name: string, item: unknown) => unknown) =>
  Object.fromEntries(Object.entries(value).map(([name, item]) => [name, change(name, item)]))

function scalar(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isStringSchema()) return String(value)
  if (schema.isTimestampSchema()) return new Date(typeof value === 'number' ? value * 1000 : String(value))
  if (schema.isNumericSchema() && value !== '' && !Number.isNaN(Number(value))) return Number(value)
  if (schema.isBooleanSchema() && /^(true|false)$/i.test(String(value))) return /^true$/i.test(String(value))
  return value
}
