import { markWildcards, matchesMarked } from '../wildcard.ts'

/** A pattern of a listener rule: `*` stands for any characters, `?` for exactly one. */
export function wildcard(pattern: string, ignoreCase: boolean): (text: string) => boolean {
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text)
  const marked = markWildcards(fold(pattern))
  return (text) => matchesMarked(marked, fold(text))
}
