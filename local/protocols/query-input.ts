import type { NormalizedSchema } from '@smithy/core/schema'
import { AwsError } from '../aws-error.ts'

/** A form body such as `Filter.1.Value.2=x` as a tree of its dotted names. */
interface Node {
  value?: string
  children?: Map<string, Node>
}

/** Decodes the form body of the query protocols into the typed input of an operation. */
export function decodeForm(schema: NormalizedSchema, form: URLSearchParams, ec2: boolean): Record<string, unknown> {
  const tree = treeOf(form)
  refuseUnknown(schema, tree, ec2)
  return (decode(schema, tree, ec2) ?? {}) as Record<string, unknown>
}

const protocolParameters = new Set(['Action', 'Version'])

function treeOf(form: URLSearchParams): Node {
  const root: Node = { children: new Map() }
  for (const [name, value] of form) {
    if (protocolParameters.has(name)) continue
    let node = root
    for (const part of name.split('.')) {
      node.children ??= new Map()
      const child = node.children.get(part) ?? {}
      node.children.set(part, child)
      node = child
    }
    node.value = value
  }
  return root
}

/** EC2 answers `UnknownParameter` for a name it does not know; the other query services ignore it. */
function refuseUnknown(schema: NormalizedSchema, tree: Node, ec2: boolean) {
  if (!ec2) return
  const known = new Set([...schema.structIterator()].map(([name, member]) => wireName(name, member, ec2)))
  for (const name of tree.children?.keys() ?? [])
    if (!known.has(name)) throw new AwsError('UnknownParameter', `The parameter ${name} is not recognized`)
}

function wireName(name: string, member: NormalizedSchema, ec2: boolean): string {
  const traits = member.getMergedTraits()
  if (!ec2) return String(traits.xmlName ?? name)
  return String(traits.ec2QueryName ?? upperFirst(String(traits.xmlName ?? name)))
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function decode(schema: NormalizedSchema, node: Node | undefined, ec2: boolean): unknown {
  if (!node) return undefined
  if (schema.isStructSchema()) return decodeStructure(schema, node, ec2)
  if (schema.isListSchema()) return decodeList(schema, node, ec2)
  if (schema.isMapSchema()) return decodeMap(schema, node, ec2)
  return node.value === undefined ? undefined : decodeText(schema, node.value)
}

function decodeStructure(schema: NormalizedSchema, node: Node, ec2: boolean) {
  const structure: Record<string, unknown> = {}
  for (const [name, member] of schema.structIterator()) {
    const value = decode(member, node.children?.get(wireName(name, member, ec2)), ec2)
    if (value !== undefined) structure[name] = value
  }
  return structure
}

/** Lists are `Name.1`; those of awsQuery that are not flattened have `member` or their own name in between. */
function decodeList(schema: NormalizedSchema, node: Node, ec2: boolean) {
  const item = schema.getValueSchema()
  const flat = ec2 || schema.getMergedTraits().xmlFlattened
  const itemName = String(item.getMergedTraits().xmlName ?? 'member')
  const items = flat ? node.children : (node.children?.get(itemName) ?? node.children?.get('member'))?.children
  return numbered(items).map((each) => decode(item, each, ec2))
}

function decodeMap(schema: NormalizedSchema, node: Node, ec2: boolean) {
  const keyName = String(schema.getKeySchema().getMergedTraits().xmlName ?? 'key')
  const valueName = String(schema.getValueSchema().getMergedTraits().xmlName ?? 'value')
  const entries = schema.getMergedTraits().xmlFlattened ? node.children : node.children?.get('entry')?.children
  return Object.fromEntries(
    numbered(entries).map((entry) => [
      entry.children?.get(keyName)?.value ?? '',
      decode(schema.getValueSchema(), entry.children?.get(valueName), ec2),
    ]),
  )
}

function numbered(children: Map<string, Node> | undefined): Node[] {
  return [...(children ?? [])]
    .filter(([key]) => /^\d+$/.test(key))
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, node]) => node)
}

/** A scalar from its text in a form, a header, a path or a query. Throws AwsError for text of the wrong kind. */
export function decodeText(schema: NormalizedSchema, text: string): unknown {
  if (schema.isBooleanSchema()) return decodeBoolean(text)
  if (schema.isNumericSchema() || schema.isBigIntegerSchema()) return decodeNumber(text)
  if (schema.isTimestampSchema()) return decodeTimestamp(text)
  if (schema.isBlobSchema()) return new Uint8Array(Buffer.from(text, 'base64'))
  return text
}

function decodeBoolean(text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  throw new AwsError('MalformedInput', `${text} is not a boolean`)
}

function decodeNumber(text: string): number {
  const number = Number(text)
  if (text.trim() === '' || Number.isNaN(number)) throw new AwsError('MalformedInput', `${text} is not a number`)
  return number
}

function decodeTimestamp(text: string): Date {
  const date = /^\d+(\.\d+)?$/.test(text) ? new Date(Number(text) * 1000) : new Date(text)
  if (Number.isNaN(date.getTime())) throw new AwsError('MalformedInput', `${text} is not a timestamp`)
  return date
}
