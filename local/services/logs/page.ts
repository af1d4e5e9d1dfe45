import { AwsError } from '../../aws-error.ts'
import { pageInOrder } from '../../pagination.ts'

interface Request {
  limit?: number | undefined
  nextToken?: string | undefined
}

/** One page of a list that is in the order asked for. */
export function page<Item>(items: readonly Item[], nameOf: (item: Item) => string, { limit = 50, nextToken }: Request) {
  const { items: shown, next } = pageInOrder(items, nameOf, { token: nextToken, size: limit, invalidToken })
  return { items: shown, ...(next !== undefined && { nextToken: next }) }
}

const invalidToken = () => new AwsError('InvalidParameterException', 'The specified nextToken is invalid.')
