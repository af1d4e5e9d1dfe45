import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** Headers that are kept with an object and given back as they came. */
export interface ObjectHeaders {
  ContentType?: string | undefined
  CacheControl?: string | undefined
  ContentDisposition?: string | undefined
  ContentEncoding?: string | undefined
  ContentLanguage?: string | undefined
  Expires?: Date | undefined
  Metadata?: Record<string, string> | undefined
}

/** An object in a bucket. */
export interface StoredObject {
  readonly key: string
  readonly body: Buffer
  /** In quotes, as S3 answers it. */
  readonly etag: string
  readonly checksumCrc32: string
  /** Cloud time in milliseconds since the epoch, in whole seconds as S3 has it. */
  readonly modifiedAt: number
  readonly headers: ObjectHeaders
}

export function newObject(key: string, body: Uint8Array, headers: ObjectHeaders, now: number): StoredObject {
  const data = Buffer.from(body)
  return {
    key,
    body: data,
    etag: `"${createHash('md5').update(data).digest('hex')}"`,
    checksumCrc32: crc32Of(data),
    modifiedAt: Math.floor(now / 1000) * 1000,
    headers,
  }
}

function crc32Of(data: Buffer): string {
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(data))
  return sum.toString('base64')
}

/** The headers of an input that are kept; the encoding of the transfer is not one of the object. */
export function headersOf(input: ObjectHeaders): ObjectHeaders {
  const { ContentType, CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, Expires, Metadata } = input
  const encoding = ContentEncoding?.split(',')
    .filter((each) => each.trim() !== 'aws-chunked')
    .join(',')
  return {
    ContentType: ContentType ?? 'binary/octet-stream',
    CacheControl,
    ContentDisposition,
    ContentEncoding: encoding || undefined,
    ContentLanguage,
    Expires,
    Metadata,
  }
}
