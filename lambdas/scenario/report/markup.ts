/** Text that is markup already and goes into a page as it is. */
export interface Markup {
  readonly markup: string
}

type Part = Markup | string | number | undefined | null | false | readonly Part[]

/** A template of HTML or SVG. Whatever is put in is escaped, unless it is markup itself. */
export function markup(texts: TemplateStringsArray, ...parts: Part[]): Markup {
  return { markup: texts.map((text, index) => (index === 0 ? text : rendered(parts[index - 1]) + text)).join('') }
}

function rendered(part: Part): string {
  if (part === undefined || part === null || part === false) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return 'markup' in part ? part.markup : part.map(rendered).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
}
