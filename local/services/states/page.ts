import { brokenConstraint, invalidToken } from './errors.ts'

interface Wanted {
  maxResults?: number | undefined
  nextToken?: string | undefined
}

const mostResults = 1_000
const usualResults = 100

/**
 * One page of a list, and the token for the next. `scope` is what the list is of: a token of another is refused,
 * as is one that is none.
 */
export function page<Item>(items: readonly Item[], { maxResults = 0, nextToken }: Wanted, scope: string) {
  if (maxResults > mostResults)
    throw brokenConstraint('maxResults', `Member must have value less than or equal to ${mostResults}`, maxResults)
  if (maxResults < 0)
    throw brokenConstraint('maxResults', 'Member must have value greater than or equal to 0', maxResults)
  const start = nextToken === undefined ? 0 : offsetIn(nextToken, scope)
  const end = start + (maxResults || usualResults)
  const token = end < items.length ? Buffer.from(JSON.stringify([scope, end])).toString('base64') : undefined
  return { items: items.slice(start, end), ...(token && { nextToken: token }) }
}

const longestToken = 3_096

function offsetIn(token: string, scope: string): number {
  if (token.length > longestToken)
    throw brokenConstraint('nextToken', `Member must have length less than or equal to ${longestToken}`, token)
  try {
    const [where, offset] = JSON.parse(Buffer.from(token, 'base64').toString()) as [unknown, unknown]
    if (where === scope && Number.isInteger(offset)) return offset as number
  } catch {}
  throw invalidToken()
}
