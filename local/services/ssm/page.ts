import { AwsError } from '../../aws-error.ts'

/** One page of a list, with the token of the next. */
export function page<Item>(items: readonly Item[], size: number, token: string | undefined) {
  const start = token === undefined ? 0 : Number(token)
  if (!Number.isInteger(start) || start < 0 || start > items.length)
    throw new AwsError('InvalidNextToken', 'The specified token is not valid.')
  const end = start + size
  return { items: items.slice(start, end), ...(end < items.length ? { NextToken: String(end) } : {}) }
}
