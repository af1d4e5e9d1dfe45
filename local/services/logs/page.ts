import { AwsError } from '../../aws-error.ts'

/** A page of a list that is sorted by its key. A token is the key of the last item of the page before. */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { limit = 50, nextToken }: { limit?: number | undefined; nextToken?: string | undefined },
): { items: Item[]; nextToken?: string } {
  const after = nextToken === undefined ? undefined : decoded(nextToken)
  const start = after === undefined ? 0 : items.findIndex((item) => keyOf(item) === after) + 1
  const page = items.slice(start, start + limit)
  const last = page.at(-1)
  const more = start + page.length < items.length && last !== undefined
  return more ? { items: page, nextToken: Buffer.from(keyOf(last)).toString('base64url') } : { items: page }
}

function decoded(token: string): string {
  const text = Buffer.from(token, 'base64url').toString()
  if (Buffer.from(text).toString('base64url') === token) return text
  throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.')
}
