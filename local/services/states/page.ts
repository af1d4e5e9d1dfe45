import { pageInOrder } from '../../pagination.ts'
import { invalidToken } from './errors.ts'

interface Wanted {
  maxResults?: number | undefined
  nextToken?: string | undefined
}

const usual = 100

/** One page of a list, and the token for the next. No results wanted means the usual number. */
export function page<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  { maxResults, nextToken }: Wanted,
  scope: string,
) {
  const wanted = { token: nextToken, size: maxResults || usual, invalidToken, scope }
  const { items: shown, next } = pageInOrder(items, nameOf, wanted)
  return { items: shown, ...(next !== undefined && { nextToken: next }) }
}
