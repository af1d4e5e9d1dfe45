import { AwsError } from '../../aws-error.ts'
import { pageByPosition } from '../../pagination.ts'

/** One page of a list, with the token of the next. */
export function page<Item>(items: readonly Item[], size: number, token: string | undefined) {
  const { items: shown, next } = pageByPosition(items, { token, size, invalidToken })
  return { items: shown, ...(next !== undefined && { NextToken: next }) }
}

const invalidToken = () => new AwsError('InvalidNextToken', 'The specified token is not valid.')
