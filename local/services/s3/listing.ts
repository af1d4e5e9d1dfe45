import type { _Object, CommonPrefix } from '@aws-sdk/client-s3'
import { AwsError } from '../../aws-error.ts'
import type { Bucket } from './bucket.ts'
import type { StoredObject } from './object.ts'

interface Request {
  Prefix?: string | undefined
  Delimiter?: string | undefined
}

/** A line of a list: an object, or the common prefix that stands for all objects below it. */
export interface Entry {
  name: string
  object?: StoredObject
}

/** The condition keys of lists. */
export const listConditions = ({ Prefix, Delimiter }: Request): Record<string, string> => ({
  's3:prefix': Prefix ?? '',
  ...(Delimiter !== undefined && { 's3:delimiter': Delimiter }),
})

/** Everything a list shows after a key, in order, folders folded. */
export function listing(bucket: Bucket, request: Request, after: string | undefined, now: number): Entry[] {
  const { Prefix = '', Delimiter } = request
  const entries: Entry[] = []
  for (const object of bucket.list(now)) {
    if (!object.key.startsWith(Prefix)) continue
    const end = Delimiter ? object.key.indexOf(Delimiter, Prefix.length) : -1
    const name = end < 0 ? object.key : object.key.slice(0, end + (Delimiter?.length ?? 0))
    if (after !== undefined && Buffer.compare(Buffer.from(name), Buffer.from(after)) <= 0) continue
    if (end < 0) entries.push({ name, object })
    else if (entries.at(-1)?.name !== name) entries.push({ name })
  }
  return entries
}

/** Entries in the form of the API; a client that asks for URL encoding gets names of any characters whole. */
export function spelled(entries: readonly Entry[], encoding: string | undefined) {
  const text = (name: string) =>
    encoding === 'url' ? encodeURIComponent(name).replaceAll('%2F', '/').replaceAll('%20', '+') : name
  const Contents: _Object[] = entries.flatMap(({ object }) =>
    object
      ? [
          {
            Key: text(object.key),
            LastModified: new Date(object.modifiedAt),
            ETag: object.etag,
            Size: object.body.length,
            StorageClass: 'STANDARD' as const,
          },
        ]
      : [],
  )
  const CommonPrefixes: CommonPrefix[] = entries.flatMap(({ name, object }) => (object ? [] : [{ Prefix: text(name) }]))
  return { Contents, CommonPrefixes }
}

/** Throws S3's error for a number of keys that is none. */
export function checkMaxKeys(count: number) {
  if (count < 0) throw new AwsError('InvalidArgument', 'Argument maxKeys must be an integer between 0 and 2147483647')
}
