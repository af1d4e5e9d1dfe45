import { type Filter, invalidPattern } from './filter.ts'
import { jsonFilter } from './json-filter.ts'

/**
 * The test that a filter pattern stands for: terms that all occur, `?term` of which one occurs, `-term` that does not,
 * quoted phrases, `%regular expressions%`, or a JSON expression in braces.
 * Source: CloudWatch Logs User Guide, Filter pattern syntax. Patterns of fields in brackets are refused.
 */
export function filterOf(pattern: string): Filter {
  const text = pattern.trim()
  if (text === '') return () => true
  if (text.startsWith('{')) return jsonFilter(text)
  if (text.startsWith('[')) throw invalidPattern('patterns of space-delimited fields are not supported by this cloud')
  return termsFilter(text)
}

function termsFilter(text: string): Filter {
  const required: Filter[] = []
  const optional: Filter[] = []
  const excluded: Filter[] = []
  for (const [whole, sign, quoted, expression, word] of text.matchAll(
    /([-?]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]+)%|(\S+))/g,
  )) {
    if (word !== undefined && !/^[\w]+$/.test(word)) throw invalidPattern(`${whole} must be in quotes`)
    const list = sign === '?' ? optional : sign === '-' ? excluded : required
    list.push(
      expression === undefined ? containing(quoted?.replaceAll(/\\(.)/g, '$1') ?? word ?? '') : like(expression),
    )
  }
  return (message) =>
    required.every((occurs) => occurs(message)) &&
    (optional.length === 0 || optional.some((occurs) => occurs(message))) &&
    !excluded.some((occurs) => occurs(message))
}

function containing(term: string): Filter {
  return (message) => message.includes(term)
}

function like(expression: string): Filter {
  try {
    const compiled = new RegExp(expression)
    return (message) => compiled.test(message)
  } catch {
    throw invalidPattern(`${expression} is not a regular expression`)
  }
}
