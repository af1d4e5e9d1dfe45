/** Splits a line of a unit file into words as systemd does: blanks separate, both kinds of quotes and backslashes protect. */
export function splitWords(line: string): string[] {
  const words: string[] = []
  for (const match of line.matchAll(/(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\\.|[^\s"'\\])+/gs)) {
    words.push(unquote(match[0]))
  }
  return words
}

function unquote(word: string): string {
  return word.replace(/"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|\\(.)/gs, (_, double, single, escaped) =>
    escaped === undefined ? resolveEscapes(double ?? single) : resolveEscapes(`\\${escaped}`),
  )
}

const escapes: Record<string, string> = { n: '\n', t: '\t', s: ' ', r: '\r' }

function resolveEscapes(text: string): string {
  return text.replace(/\\(.)/gs, (_, character: string) => escapes[character] ?? character)
}

const unitMilliseconds: Record<string, number> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  sec: 1000,
  seconds: 1000,
  m: 60_000,
  min: 60_000,
  minutes: 60_000,
  h: 3_600_000,
}

/** A time span of systemd such as `5`, `1min 30s` or `500ms` in milliseconds; undefined where it is none. */
export function parseTimeSpan(text: string): number | undefined {
  if (text === 'infinity') return Number.POSITIVE_INFINITY
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]*)\s*/gy)]
  if (!parts.length || parts.map((part) => part[0]).join('') !== text) return undefined
  return parts.reduce((sum, [, value, unit]) => sum + Number(value) * (unitMilliseconds[unit || 's'] ?? 1000), 0)
}
