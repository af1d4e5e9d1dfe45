import { AwsError } from '../../aws-error.ts'

/** One page of a sorted list; the token names the last item given. */
export function page<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  token: string | undefined,
  size: number,
): { items: Item[]; next?: string } {
  const start = token === undefined ? 0 : items.findIndex((item) => isAfter(keyOf(item), read(token)))
  const rest = start < 0 ? [] : items.slice(start)
  const shown = rest.slice(0, size)
  const last = shown.at(-1)
  if (!last || rest.length === shown.length) return { items: shown }
  return { items: shown, next: Buffer.from(`after:${keyOf(last)}`).toString('base64') }
}

const isAfter = (key: string, other: string) => Buffer.compare(Buffer.from(key), Buffer.from(other)) > 0

function read(token: string): string {
  const text = Buffer.from(token, 'base64').toString()
  if (!text.startsWith('after:'))
    throw new AwsError('InvalidArgument', 'The continuation token provided is incorrect', 400, {
      ArgumentName: 'continuation-token',
    })
  return text.slice('after:'.length)
}
