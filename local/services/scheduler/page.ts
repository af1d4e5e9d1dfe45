import { AwsError } from '../../aws-error.ts'
import { pageByKey } from '../../pagination.ts'

interface Request {
  NextToken?: string | undefined
  MaxResults?: number | undefined
}

/** One page of a list in the order of its keys. */
export function page<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
  { NextToken, MaxResults = 100 }: Request,
) {
  const { items: shown, next } = pageByKey(items, keyOf, { token: NextToken, size: MaxResults, invalidToken })
  return { items: shown, ...(next !== undefined && { NextToken: next }) }
}

const invalidToken = () => new AwsError('ValidationException', 'Invalid NextToken.')
