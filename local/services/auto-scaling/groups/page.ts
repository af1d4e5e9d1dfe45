import { AwsError } from '../../../aws-error.ts'
import { pageByPosition, pageSize } from '../../../pagination.ts'
import { validationError } from './errors.ts'

interface PageRequest {
  MaxRecords?: number | undefined
  NextToken?: string | undefined
}

/** One page of a description. */
export function page<Item>(items: readonly Item[], { MaxRecords, NextToken }: PageRequest, usual = 50, largest = 100) {
  const size = pageSize(MaxRecords, { usual, largest }, (rule) => {
    const words = `Value '${MaxRecords}' at 'maxRecords' failed to satisfy constraint: ${rule}`
    return validationError(`1 validation error detected: ${words}`)
  })
  const invalidToken = () => new AwsError('InvalidNextToken', `The token '${NextToken}' is not valid.`)
  const { items: shown, next } = pageByPosition(items, { token: NextToken, size, invalidToken })
  return { items: shown, ...(next !== undefined && { NextToken: next }) }
}
