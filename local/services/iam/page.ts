import { AwsError } from '../../aws-error.ts'
import { pageByKey } from '../../pagination.ts'

interface Request {
  Marker?: string | undefined
  MaxItems?: number | undefined
}

interface Page<Item> {
  items: Item[]
  IsTruncated: boolean
  Marker?: string
}

/** One page of a list in the order of its keys. */
export function page<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
  { Marker, MaxItems = 100 }: Request,
): Page<Item> {
  const { items: shown, next } = pageByKey(items, keyOf, { token: Marker, size: MaxItems, invalidToken })
  return { items: shown, IsTruncated: next !== undefined, ...(next !== undefined && { Marker: next }) }
}

const invalidToken = () => new AwsError('ValidationError', 'Invalid Marker.')
