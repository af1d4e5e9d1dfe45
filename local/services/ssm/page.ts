import { AwsError } from '../../aws-error.ts'
import { pageByKey } from '../../pagination.ts'

/** One page of a list, with the token of the next, which is good for the same `scope` alone. */
export function page<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
  { MaxResults, NextToken }: { MaxResults?: number | undefined; NextToken?: string | undefined },
  { scope, usual = 50 }: { scope: string; usual?: number },
) {
  const wanted = { token: NextToken, size: MaxResults ?? usual, scope, invalidToken }
  const { items: shown, next } = pageByKey(items, keyOf, wanted)
  return { items: shown, ...(next !== undefined && { NextToken: next }) }
}

const invalidToken = () => new AwsError('InvalidNextToken', 'The specified token is not valid.')
