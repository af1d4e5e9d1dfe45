import { AwsError } from '../../../aws-error.ts'
import { pageInOrder, pageSize } from '../../../pagination.ts'
import { validationError } from './errors.ts'

interface PageRequest {
  MaxRecords?: number | undefined
  NextToken?: string | undefined
}

/** One page of a description. */
export function page<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  { MaxRecords, NextToken }: PageRequest,
  usual = 50,
  largest = 100,
) {
  const size = pageSize(MaxRecords, { usual, largest }, (rule) => {
    const words = `Value '${MaxRecords}' at 'maxRecords' failed to satisfy constraint: ${rule}`
    return validationError(`1 validation error detected: ${words}`)
  })
  const invalidToken = () => new AwsError('InvalidNextToken', `The token '${NextToken}' is not valid.`)
  const { items: shown, next } = pageInOrder(items, nameOf, { token: NextToken, size, invalidToken })
  return { items: shown, ...(next !== undefined && { NextToken: next }) }
}
