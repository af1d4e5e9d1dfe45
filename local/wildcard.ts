/** Stands for `*` once the literal text around it is settled: any number of characters. */
export const any = '\uE000'
/** Stands for `?`: exactly one character. */
const one = '\uE001'

/** Marks the wildcards of a text, so that what is filled in later, as a policy's variable, cannot smuggle in one of its own. */
export const markWildcards = (text: string) => text.replaceAll('*', any).replaceAll('?', one)

/** Whether a text matches a pattern with marked wildcards, in time proportional to the product of both lengths at worst. */
export function matchesMarked(pattern: string, text: string): boolean {
  let at = 0
  let next = 0
  let retryPattern = -1
  let retryText = 0
  while (at < text.length) {
    if (pattern[next] === any) {
      retryPattern = ++next
      retryText = at
    } else if (next < pattern.length && (pattern[next] === one || pattern[next] === text[at])) {
      next++
      at++
    } else if (retryPattern >= 0) {
      next = retryPattern
      at = ++retryText
    } else return false
  }
  while (pattern[next] === any) next++
  return next === pattern.length
}

/** Whether a text matches a pattern in which `*` and `?` are wildcards. */
export const matches = (pattern: string, text: string) => matchesMarked(markWildcards(pattern), text)
