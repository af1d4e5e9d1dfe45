import type { GetObjectCommandInput, GetObjectCommandOutput } from '@aws-sdk/client-s3'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findObject } from './find.ts'
import type { StoredObject } from './object.ts'

/** What GetObject and HeadObject have in common. */
export interface Reading {
  /** The bytes asked for. */
  body: Buffer
  output: Omit<Partial<GetObjectCommandOutput>, 'Body'>
}

export function readObject(input: GetObjectCommandInput, call: Call): Reading {
  const object = findObject(input, call)
  checkConditions(input, object)
  const range = rangeOf(input.Range, object.body.length)
  const body = range ? object.body.subarray(range.first, range.last + 1) : object.body
  const { Metadata, ...headers } = object.headers
  const output = {
    ...headers,
    ...overrides(input),
    AcceptRanges: 'bytes',
    ContentLength: body.length,
    ETag: object.etag,
    LastModified: new Date(object.modifiedAt),
    ServerSideEncryption: 'AES256' as const,
    ...(Metadata && { Metadata }),
    ...(range && { ContentRange: `bytes ${range.first}-${range.last}/${object.body.length}` }),
    ...(input.ChecksumMode === 'ENABLED' &&
      !range && { ChecksumCRC32: object.checksumCrc32, ChecksumType: 'FULL_OBJECT' as const }),
  }
  return { body, output }
}

const unfitForHeaders = /[^\t\x20-\x7e\x80-\xff]/

/** Headers of the answer that the request sets in place of the object's. */
function overrides(input: GetObjectCommandInput): Partial<GetObjectCommandOutput> {
  const headers = {
    CacheControl: input.ResponseCacheControl,
    ContentDisposition: input.ResponseContentDisposition,
    ContentEncoding: input.ResponseContentEncoding,
    ContentLanguage: input.ResponseContentLanguage,
    ContentType: input.ResponseContentType,
    ExpiresString: input.ResponseExpires?.toUTCString(),
  }
  const given = Object.entries(headers).filter(([, value]) => value !== undefined)
  if (given.some(([, value]) => unfitForHeaders.test(value ?? '')))
    throw new AwsError('InvalidArgument', 'Header value cannot be represented using ISO-8859-1.')
  return Object.fromEntries(given)
}

function checkConditions(input: GetObjectCommandInput, { etag, modifiedAt }: StoredObject) {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = input
  const isNamed = (etags: string) => etags.split(',').some((each) => each.trim() === etag || each.trim() === '*')
  const isOther = IfMatch !== undefined && !isNamed(IfMatch)
  const isNewer = IfMatch === undefined && IfUnmodifiedSince !== undefined && modifiedAt > IfUnmodifiedSince.getTime()
  if (isOther || isNewer)
    throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412)
  const isKnown = IfNoneMatch !== undefined && isNamed(IfNoneMatch)
  const isOld = IfNoneMatch === undefined && IfModifiedSince !== undefined && modifiedAt <= IfModifiedSince.getTime()
  if (isKnown || isOld) throw new AwsError('NotModified', 'Not Modified', 304)
}

/** The bytes of a Range header; a header of another form is ignored, as HTTP has it. */
function rangeOf(text: string | undefined, size: number): { first: number; last: number } | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(text ?? '') ?? []
  if (from === '' && to === '') return undefined
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (first > last)
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, {
      RangeRequested: text,
      ActualObjectSize: size,
    })
  return { first, last }
}
