/** A pattern of a listener rule: `*` stands for any characters, `?` for exactly one. */
export function wildcard(pattern: string, ignoreCase: boolean): (text: string) => boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  const expression = new RegExp(`^${source}$`, ignoreCase ? 'is' : 's')
  return (text) => expression.test(text)
}
