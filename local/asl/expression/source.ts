/** The JSONata between `{%` and `%}`; undefined for text that is just text, also where spaces stand around the marks. */
export function sourceOf(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length < 4 || !text.startsWith('{%') || !text.endsWith('%}')) return undefined
  return text.slice(2, -2).trim()
}
