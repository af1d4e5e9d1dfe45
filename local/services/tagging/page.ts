import { AwsError } from '../../aws-error.ts'
import { pageByKey } from '../../pagination.ts'

interface Page<Item> {
  items: Item[]
  /** Empty on the last page, as this API answers, and in the request for the first. */
  PaginationToken: string
}

/** One page of a list in the order of its keys. */
export function page<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  token: string | undefined,
  size: number,
): Page<Item> {
  const { items: shown, next = '' } = pageByKey(items, keyOf, { token: token || undefined, size, invalidToken })
  return { items: shown, PaginationToken: next }
}

const invalidToken = () =>
  new AwsError('PaginationTokenExpiredException', 'Pagination token is invalid or has expired.')
