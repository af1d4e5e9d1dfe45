import { AwsError } from '../../aws-error.ts'

interface Request {
  NextToken?: string | undefined
  MaxResults?: number | undefined
}

/** One page of a list sorted by its keys; the token names the last item given. */
export function page<Item>(items: readonly Item[], keyOf: (item: Item) => string, { NextToken, MaxResults }: Request) {
  if (MaxResults !== undefined && !(MaxResults >= 1 && MaxResults <= 100))
    throw new AwsError('ValidationException', 'MaxResults must be between 1 and 100.')
  const after = NextToken === undefined ? '' : read(NextToken)
  const sorted = [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).filter((item) => keyOf(item) > after)
  const shown = sorted.slice(0, MaxResults ?? 100)
  const last = shown.at(-1)
  const isLast = !last || sorted.length === shown.length
  return { items: shown, rest: isLast ? {} : { NextToken: Buffer.from(`after:${keyOf(last)}`).toString('base64') } }
}

function read(token: string): string {
  const text = Buffer.from(token, 'base64').toString()
  if (!text.startsWith('after:')) throw new AwsError('ValidationException', 'Invalid NextToken.')
  return text.slice('after:'.length)
}
