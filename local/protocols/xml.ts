import { XmlShapeSerializer } from '@aws-sdk/core/protocols'
import type { NormalizedSchema } from '@smithy/core/schema'

/** Renders a structure as XML under `root`, by the schema's own names and formats. */
export function renderXml(schema: NormalizedSchema, value: unknown, root: string): string {
  if (!schema.isStructSchema()) return `<${root}></${root}>`
  const serializer = new XmlShapeSerializer({
    timestampFormat: { useTrait: true, default: 5 },
    httpBindings: false,
    xmlNamespace: '',
    serviceNamespace: '',
  })
  serializer.write(schema, value ?? {})
  const text = String(serializer.flush())
  const inner = /^<[^>]*\/>$/.test(text) ? '' : text.replace(/^<[^>]+>/, '').replace(/<\/[^>]+>$/, '')
  return `<${root}>${inner}</${root}>`
}

/** Text made safe inside an XML element. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
