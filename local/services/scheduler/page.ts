import { AwsError } from '../../aws-error.ts'
import { pageByKey, pageSize } from '../../pagination.ts'

interface Request {
  NextToken?: string | undefined
  MaxResults?: number | undefined
}

/** One page of a list in the order of its keys. */
export function page<Item>(items: Iterable<Item>, keyOf: (item: Item) => string, { NextToken, MaxResults }: Request) {
  const size = pageSize(MaxResults, { usual: 100, largest: 100 }, () =>
    invalid('MaxResults must be between 1 and 100.'),
  )
  const { items: shown, next } = pageByKey(items, keyOf, { token: NextToken, size, invalidToken })
  return { items: shown, rest: next === undefined ? {} : { NextToken: next } }
}

const invalid = (message: string) => new AwsError('ValidationException', message)

const invalidToken = () => invalid('Invalid NextToken.')
