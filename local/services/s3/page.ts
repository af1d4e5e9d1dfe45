import { AwsError } from '../../aws-error.ts'
import { pageByKey } from '../../pagination.ts'

/** One page of a list in the order of its keys' bytes. */
export function page<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  token: string | undefined,
  size: number,
) {
  return pageByKey(items, keyOf, { token, size, invalidToken }, byBytes)
}

const byBytes = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other))

const invalidToken = () =>
  new AwsError('InvalidArgument', 'The continuation token provided is incorrect', 400, {
    ArgumentName: 'continuation-token',
  })
