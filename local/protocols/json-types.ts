import type { NormalizedSchema } from '@smithy/core/schema'
import { AwsError } from '../aws-error.ts'

/** The error for a body that is not what the operation's schema says. */
export const malformed = (message: string) => new AwsError('SerializationException', message)

/**
 * Throws SerializationException, in AWS's words, where a document holds a value of another type than its schema says: the SDK's
 * deserializer, made for answers that are right, passes such a value on. Members that are null count as absent.
 */
export function requireTypes(schema: NormalizedSchema, value: unknown, jsonName: boolean) {
  if (schema.isStructSchema()) {
    const record = objectOf(value)
    for (const [name, member] of schema.structIterator()) {
      const item = record[jsonName ? (member.getMergedTraits().jsonName ?? name) : name]
      if (item !== undefined && item !== null) requireTypes(member, item, jsonName)
    }
  } else if (schema.isListSchema()) {
    if (!Array.isArray(value)) throw malformed('Expected list or null')
    requireItems(schema, value, jsonName)
  } else if (schema.isMapSchema()) requireItems(schema, Object.values(objectOf(value)), jsonName)
  else requireScalar(schema, value)
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw malformed(Array.isArray(value) ? 'Start of list found where not expected' : 'Unexpected field type')
}

function requireItems(schema: NormalizedSchema, items: readonly unknown[], jsonName: boolean) {
  const itemSchema = schema.getValueSchema()
  for (const item of items) {
    if (item !== null) requireTypes(itemSchema, item, jsonName)
    else if (!schema.getMergedTraits().sparse) throw malformed('Unexpected null in a list or map')
  }
}

function requireScalar(schema: NormalizedSchema, value: unknown) {
  const type = scalarType(schema)
  if (type === undefined || type.allows(value)) return
  if (typeof value !== 'object') throw malformed(`${kindOf(value)}_VALUE can not be converted to a ${type.name}`)
  const found = Array.isArray(value) ? 'list' : 'structure or map'
  throw malformed(`Start of ${found} found where not expected.`)
}

const kindOf = (value: unknown) => (typeof value === 'boolean' ? String(value) : typeof value).toUpperCase()

/** Undefined for documents, which may be anything, and for inputs without members. */
function scalarType(schema: NormalizedSchema): { name: string; allows(value: unknown): boolean } | undefined {
  if (schema.isDocumentSchema() || schema.isUnitSchema()) return undefined
  if (schema.isBooleanSchema()) return { name: 'Boolean', allows: (value) => typeof value === 'boolean' }
  if (schema.isTimestampSchema())
    return { name: 'Timestamp', allows: (value) => typeof value === 'number' || typeof value === 'string' }
  if (schema.isNumericSchema() || schema.isBigIntegerSchema() || schema.isBigDecimalSchema())
    return { name: 'Number', allows: isNumber }
  return { name: 'String', allows: (value) => typeof value === 'string' }
}

/** JSON has no numbers for these three texts. */
const isNumber = (value: unknown) =>
  typeof value === 'number' || (typeof value === 'string' && /^(NaN|-?Infinity)$/.test(value))
