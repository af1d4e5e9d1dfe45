import { AwsError } from '../../../aws-error.ts'
import { pageInOrder } from '../../../pagination.ts'

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

/** One page of a description. Without MaxResults everything is on it, as EC2 answers. */
export function page<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string | undefined,
  { MaxResults, NextToken }: PageRequest,
  { smallest, largest }: PageLimits = { smallest: 5, largest: 1000 },
): Page<Item> {
  if (MaxResults !== undefined) checkSize(MaxResults, smallest, largest)
  const wanted = { token: NextToken, size: MaxResults ?? items.length, invalidToken }
  const { items: shown, next } = pageInOrder(items, (item) => nameOf(item) ?? '', wanted)
  return { items: shown, ...(next !== undefined && { NextToken: next }) }
}

function checkSize(size: number, smallest: number, largest: number): void {
  const expectation =
    size < smallest ? `greater than ${smallest}` : size > largest ? `less than or equal to ${largest}` : undefined
  if (!expectation) return
  const message = `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value ${expectation}.`
  throw new AwsError('InvalidParameterValue', message)
}

const invalidToken = () => new AwsError('InvalidParameterValue', 'Unable to parse pagination token.')

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
