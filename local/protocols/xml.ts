import type { NormalizedSchema } from '@smithy/core/schema'

/** Writes what stands inside an element, for a value of the schema it was made from. */
type Content = (value: unknown) => string

/** Renders a structure as XML under `root`, by the schema's own names and formats. Source: Smithy's XML bindings. */
export function renderXml(schema: NormalizedSchema, value: unknown, root: string): string {
  return `<${root}>${renderMembers(schema, value)}</${root}>`
}

/** The same for a protocol that puts members of its own under the root. */
export function renderMembers(schema: NormalizedSchema, value: unknown): string {
  return schema.isStructSchema() ? structureContent(schema)(value ?? {}) : ''
}

/** What does not stand for itself: markup, and what XML cannot say in any way. Source: XML 1.0, production Char. */
const special = /[&<>\r]|[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' }

/** Text made safe inside an XML element. */
export function escapeXml(text: string): string {
  return text.replace(special, (character) => escapes[character] ?? '\ufffd')
}

/** Reading a schema costs far more than writing a value, so each structure's members are read once. */
const structures = new WeakMap<object, Content>()

/** Members come in the order the value has them: it has few of those its schema knows, and no client minds the order. */
function structureContent(schema: NormalizedSchema): Content {
  const shape = schema.getSchema() as object
  const known = structures.get(shape)
  if (known) return known
  let members: ReadonlyMap<string, Content> | undefined
  const content: Content = (structure) => {
    members ??= new Map([...schema.structIterator()].map(([name, member]) => [name, elementOf(name, member)]))
    let text = ''
    for (const name of Object.keys(structure as object)) {
      const value = (structure as Record<string, unknown>)[name]
      const element = value === undefined || value === null ? undefined : members.get(name)
      if (element) text += element(value)
    }
    return text
  }
  structures.set(shape, content)
  return content
}

/** A member's content within its own element, or elements where its list or map is flattened. */
function elementOf(name: string, schema: NormalizedSchema): Content {
  const { xmlName, xmlFlattened } = schema.getMergedTraits()
  const tag = String(xmlName ?? name)
  if (xmlFlattened && schema.isListSchema()) return items(schema.getValueSchema(), tag)
  if (xmlFlattened && schema.isMapSchema()) return entries(schema, tag)
  return tagged(tag, contentOf(schema))
}

/** The tags are put together once, not for each value. */
function tagged(tag: string, content: Content): Content {
  const start = `<${tag}>`
  const end = `</${tag}>`
  return (value) => start + content(value) + end
}

function contentOf(schema: NormalizedSchema): Content {
  if (schema.isStructSchema()) return structureContent(schema)
  if (schema.isListSchema()) return items(schema.getValueSchema(), nameIn(schema.getValueSchema(), 'member'))
  if (schema.isMapSchema()) return entries(schema, 'entry')
  if (schema.isTimestampSchema()) return timestamp(schema)
  if (schema.isBlobSchema()) return (value) => Buffer.from(value as Uint8Array).toString('base64')
  if (schema.isStringSchema()) return (value) => escapeXml(String(value))
  return String
}

function items(schema: NormalizedSchema, tag: string): Content {
  const item = tagged(tag, contentOf(schema))
  return (values) => (values as unknown[]).reduce<string>((text, value) => text + item(value), '')
}

function entries(schema: NormalizedSchema, tag: string): Content {
  const key = tagged(nameIn(schema.getKeySchema(), 'key'), (text) => escapeXml(text as string))
  const value = tagged(nameIn(schema.getValueSchema(), 'value'), contentOf(schema.getValueSchema()))
  const entry = tagged(tag, (pair) => key((pair as unknown[])[0]) + value((pair as unknown[])[1]))
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
