import { pageInOrder, pageSize } from '../../pagination.ts'
import { brokenConstraint, invalidToken } from './errors.ts'

interface Wanted {
  maxResults?: number | undefined
  nextToken?: string | undefined
}

const limits = { usual: 100, smallest: 0, largest: 1_000 }
const longestToken = 3_096

/** One page of a list, and the token for the next. No results wanted means the usual number. */
export function page<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  { maxResults, nextToken }: Wanted,
  scope: string,
) {
  const size = pageSize(maxResults, limits, (rule) => brokenConstraint('maxResults', rule, maxResults)) || limits.usual
  if (nextToken !== undefined && nextToken.length > longestToken)
    throw brokenConstraint('nextToken', `Member must have length less than or equal to ${longestToken}`, nextToken)
  const { items: shown, next } = pageInOrder(items, nameOf, { token: nextToken, size, invalidToken, scope })
  return { items: shown, ...(next !== undefined && { nextToken: next }) }
}
