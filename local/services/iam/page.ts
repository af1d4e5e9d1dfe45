import { AwsError } from '../../aws-error.ts'
import { pageByKey, pageSize } from '../../pagination.ts'

interface Request {
  Marker?: string | undefined
  MaxItems?: number | undefined
}

interface Page<Item> {
  items: Item[]
  /** What every list operation of IAM ends with. */
  rest: { IsTruncated: boolean; Marker?: string }
}

/** One page of a list in the order of its keys. */
export function page<Item>(items: Iterable<Item>, keyOf: (item: Item) => string, request: Request): Page<Item> {
  const { Marker, MaxItems } = request
  const size = pageSize(MaxItems, { usual: 100, largest: 1000 }, (rule) => invalid(`${atMaxItems(MaxItems)}: ${rule}`))
  const { items: shown, next } = pageByKey(items, keyOf, { token: Marker, size, invalidToken })
  return { items: shown, rest: next === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: next } }
}

const atMaxItems = (value: number | undefined) =>
  `1 validation error detected: Value '${value}' at 'maxItems' failed to satisfy constraint`

const invalid = (message: string) => new AwsError('ValidationError', message)

const invalidToken = () => invalid('Invalid Marker.')
