import { AwsError } from '../../../aws-error.ts'
import { validationError } from './errors.ts'

interface PageRequest {
  MaxRecords?: number | undefined
  NextToken?: string | undefined
}

const tokenPattern = /^auto-scaling-page:(\d{1,9})$/

/** One page of a description. */
export function page<Item>(items: readonly Item[], { MaxRecords, NextToken }: PageRequest, usual = 50, largest = 100) {
  const size = MaxRecords ?? usual
  if (size < 1 || size > largest) {
    const limit = size < 1 ? 'greater than or equal to 1' : `less than or equal to ${largest}`
    const words = `Value '${size}' at 'maxRecords' failed to satisfy constraint: Member must have value ${limit}`
    throw validationError(`1 validation error detected: ${words}`)
  }
  const start = NextToken === undefined ? 0 : readToken(NextToken)
  const end = start + size
  return { items: items.slice(start, end), ...(end < items.length ? { NextToken: writeToken(end) } : {}) }
}

function writeToken(start: number): string {
  return Buffer.from(`auto-scaling-page:${start}`).toString('base64')
}

function readToken(token: string): number {
  const start = tokenPattern.exec(Buffer.from(token, 'base64').toString())?.[1]
  if (start === undefined) throw new AwsError('InvalidNextToken', `The token '${token}' is not valid.`)
  return Number(start)
}
