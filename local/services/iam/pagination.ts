import { AwsError } from '../../aws-error.ts'

interface Request {
  Marker?: string | undefined
  MaxItems?: number | undefined
}

interface Page<Item> {
  items: Item[]
  /** What every list operation of IAM ends with. */
  rest: { IsTruncated: boolean; Marker?: string }
}

/** One page of a list in the order of its keys. The marker names the last item given, so that deletions shift nothing. */
export function page<Item>(items: Iterable<Item>, keyOf: (item: Item) => string, request: Request): Page<Item> {
  const { Marker, MaxItems = 100 } = request
  if (!(MaxItems >= 1 && MaxItems <= 1000))
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value '${MaxItems}' at 'maxItems' failed to satisfy constraint: Member must have value ${MaxItems < 1 ? 'greater than or equal to 1' : 'less than or equal to 1000'}`,
    )
  const after = Marker === undefined ? undefined : read(Marker)
  const sorted = [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const remaining = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after)
  const shown = remaining.slice(0, MaxItems)
  const last = shown.at(-1)
  const IsTruncated = remaining.length > shown.length
  return { items: shown, rest: { IsTruncated, ...(IsTruncated && last && { Marker: write(keyOf(last)) }) } }
}

const write = (key: string) => Buffer.from(`after:${key}`).toString('base64')

function read(marker: string): string {
  const text = Buffer.from(marker, 'base64').toString()
  if (!text.startsWith('after:')) throw new AwsError('ValidationError', 'Invalid Marker.')
  return text.slice('after:'.length)
}
