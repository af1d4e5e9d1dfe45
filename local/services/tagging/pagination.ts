import { AwsError } from '../../aws-error.ts'

interface Page<Item> {
  items: Item[]
  /** Empty on the last page, as this API answers. */
  PaginationToken: string
}

/** One page of a list sorted by its keys. The token names the last item given. */
export function page<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  token: string | undefined,
  size: number,
): Page<Item> {
  const after = token ? read(token) : ''
  const rest = items.filter((item) => keyOf(item) > after)
  const shown = rest.slice(0, size)
  const last = shown.at(-1)
  return { items: shown, PaginationToken: last && rest.length > shown.length ? write(keyOf(last)) : '' }
}

const write = (key: string) => Buffer.from(JSON.stringify({ after: key })).toString('base64')

function read(token: string): string {
  const invalid = new AwsError('PaginationTokenExpiredException', 'Pagination token is invalid or has expired.')
  try {
    const { after } = JSON.parse(Buffer.from(token, 'base64').toString())
    if (typeof after === 'string') return after
  } catch {
    throw invalid
  }
  throw invalid
}
