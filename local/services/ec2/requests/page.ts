import { AwsError } from '../../../aws-error.ts'

interface PageRequest {
  MaxResults?: number | undefined
  NextToken?: string | undefined
}

interface PageLimits {
  smallest: number
  largest: number
}

interface Page<Item> {
  items: Item[]
  NextToken?: string
}

const tokenPattern = /^ec2-page:(\d{1,9})$/

/** One page of a description. Without MaxResults everything is on it, as EC2 answers. */
export function page<Item>(
  items: readonly Item[],
  { MaxResults, NextToken }: PageRequest,
  { smallest, largest }: PageLimits = { smallest: 5, largest: 1000 },
): Page<Item> {
  if (MaxResults !== undefined) checkSize(MaxResults, smallest, largest)
  const start = NextToken === undefined ? 0 : readToken(NextToken)
  const end = start + (MaxResults ?? items.length)
  return { items: items.slice(start, end), ...(end < items.length ? { NextToken: writeToken(end) } : {}) }
}

function checkSize(size: number, smallest: number, largest: number): void {
  const expectation =
    size < smallest ? `greater than ${smallest}` : size > largest ? `less than or equal to ${largest}` : undefined
  if (!expectation) return
  const message = `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value ${expectation}.`
  throw new AwsError('InvalidParameterValue', message)
}

function writeToken(start: number): string {
  return Buffer.from(`ec2-page:${start}`).toString('base64')
}

function readToken(token: string): number {
  const start = tokenPattern.exec(Buffer.from(token, 'base64').toString())?.[1]
  if (start === undefined) throw new AwsError('InvalidParameterValue', 'Unable to parse pagination token.')
  return Number(start)
}

/** EC2 refuses to page through resources that are named one by one. */
export function refusePagedIds(
  parameter: string,
  ids: readonly string[] | undefined,
  { MaxResults }: PageRequest,
): void {
  if (MaxResults === undefined || !ids?.length) return
  const message = `The parameter ${parameter} cannot be used with the parameter maxResults`
  throw new AwsError('InvalidParameterCombination', message)
}
