import type { NormalizedSchema } from '@smithy/core/schema'

/** Writes what stands inside an element, for a value of the schema it was made from. */
type Content = (value: unknown) => string

/** Writes a member with its own element or elements around it. */
interface Member {
  name: string
  element: Content
}

/** Renders a structure as XML under `root`, by the schema's own names and formats. Source: Smithy's XML bindings. */
export function renderXml(schema: NormalizedSchema, value: unknown, root: string): string {
  return tagged(root, schema.isStructSchema() ? structureContent(schema)(value ?? {}) : '')
}

/** Text made safe inside an XML element. */
export function escapeXml(text: string): string {
  if (!/[&<>\r]/.test(text)) return text
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xD;')
}

function tagged(tag: string, content: string): string {
  return `<${tag}>${content}</${tag}>`
}

/** Reading a schema costs far more than writing a value, so each structure's members are read once. */
const structures = new WeakMap<object, Content>()

function structureContent(schema: NormalizedSchema): Content {
  const shape = schema.getSchema() as object
  const known = structures.get(shape)
  if (known) return known
  let members: Member[] | undefined
  const content: Content = (value) => {
    members ??= [...schema.structIterator()].map(memberOf)
    let text = ''
    for (const { name, element } of members) {
      const member = (value as Record<string, unknown>)[name]
      if (member !== undefined && member !== null) text += element(member)
    }
    return text
  }
  structures.set(shape, content)
  return content
}

function memberOf([name, schema]: [string, NormalizedSchema]): Member {
  const { xmlName, xmlFlattened } = schema.getMergedTraits()
  const tag = String(xmlName ?? name)
  if (xmlFlattened && schema.isListSchema()) return { name, element: items(schema.getValueSchema(), tag) }
  if (xmlFlattened && schema.isMapSchema()) return { name, element: entries(schema, tag) }
  const content = contentOf(schema)
  return { name, element: (value) => tagged(tag, content(value)) }
}

function contentOf(schema: NormalizedSchema): Content {
  if (schema.isStructSchema()) return structureContent(schema)
  if (schema.isListSchema()) return items(schema.getValueSchema(), nameIn(schema.getValueSchema(), 'member'))
  if (schema.isMapSchema()) return entries(schema, 'entry')
  if (schema.isTimestampSchema()) return timestamp(schema)
  if (schema.isBlobSchema()) return (value) => Buffer.from(value as Uint8Array).toString('base64')
  return (value) => escapeXml(String(value))
}

function items(schema: NormalizedSchema, tag: string): Content {
  const content = contentOf(schema)
  return (values) => (values as unknown[]).map((value) => tagged(tag, content(value))).join('')
}

function entries(schema: NormalizedSchema, tag: string): Content {
  const keyTag = nameIn(schema.getKeySchema(), 'key')
  const valueTag = nameIn(schema.getValueSchema(), 'value')
  const content = contentOf(schema.getValueSchema())
  const entry = ([key, value]: [string, unknown]) =>
    tagged(tag, tagged(keyTag, escapeXml(key)) + tagged(valueTag, content(value)))
  return (map) =>
    Object.entries(map as Record<string, unknown>)
      .map(entry)
      .join('')
}

function nameIn(schema: NormalizedSchema, usual: string): string {
  return String(schema.getMergedTraits().xmlName ?? usual)
}

/** The SDK's numbers for timestamp formats: 6 is an HTTP date, 7 seconds since the epoch, others ISO 8601. */
function timestamp(schema: NormalizedSchema): Content {
  const format = Number(schema.getSchema())
  if (format === 6) return (value) => (value as Date).toUTCString()
  if (format === 7) return (value) => String((value as Date).getTime() / 1000)
  return (value) => (value as Date).toISOString().replace('.000Z', 'Z')
}
