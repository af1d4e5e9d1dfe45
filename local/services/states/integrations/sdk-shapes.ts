import type { NormalizedSchema } from '@smithy/core/schema'
import { StateError } from '../../../asl/state-error.ts'
import { isObject, type Json } from '../../../json.ts'

/** In state machines every member starts with a capital, whatever the service's own API writes. */
const inStates = (member: string) => member.charAt(0).toUpperCase() + member.slice(1)

/** A task's arguments as the input of an API. Throws States.Runtime for a member that the API does not have. */
export function toSdk(schema: NormalizedSchema, value: Json): unknown {
  if (schema.isTimestampSchema() && typeof value === 'string') return new Date(value)
  if (schema.isBlobSchema() && typeof value === 'string') return Buffer.from(value)
  if (schema.isListSchema() && Array.isArray(value)) return value.map((item) => toSdk(schema.getValueSchema(), item))
  if (!isObject(value)) return value
  if (schema.isMapSchema()) return mapEntries(value, (key, item) => [key, toSdk(schema.getValueSchema(), item)])
  if (!schema.isStructSchema()) return value
  const members = new Map([...schema.structIterator()].map(([name, member]) => [inStates(name), { name, member }]))
  return mapEntries(value, (key, item) => {
    const known = members.get(key)
    if (!known) throw StateError.runtime(`The field "${key}" is not supported by Step Functions`)
    return [known.name, toSdk(known.member, item)]
  })
}

/** An API's output as a task's result: times as text, members with a capital, nothing that is not there. */
export function fromSdk(schema: NormalizedSchema, value: unknown): Json {
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString()
  if (Array.isArray(value)) return value.map((item) => fromSdk(elementOf(schema), item))
  if (typeof value !== 'object' || value === null) return (value ?? null) as Json
  const isStruct = schema.isStructSchema()
  const present = Object.entries(value).filter(
    ([name, member]) => member !== undefined && !(isStruct && name === '$metadata'),
  )
  return Object.fromEntries(
    present.map(([name, member]) => {
      if (!isStruct) return [name, fromSdk(elementOf(schema), member)]
      return [inStates(name), fromSdk(schema.getMemberSchema(name), member)]
    }),
  )
}

const elementOf = (schema: NormalizedSchema) =>
  schema.isListSchema() || schema.isMapSchema() ? schema.getValueSchema() : schema

const mapEntries = (value: object, change: (key: string, item: Json) => [string, unknown]) =>
  Object.fromEntries(Object.entries(value).map(([key, item]) => change(key, item as Json)))
