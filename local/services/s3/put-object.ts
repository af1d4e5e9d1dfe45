import { createHash } from 'node:crypto'
import type { PutObjectCommandInput, PutObjectCommandOutput } from '@aws-sdk/client-s3'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'
import { headersOf, newObject, type StoredObject } from './object.ts'

export { objectOnly as resources } from './find.ts'

/** The body has been read whole and freed from the encoding of its transfer. */
type Input = Omit<PutObjectCommandInput, 'Body'> & { Body?: Uint8Array }

const longestKeyBytes = 1024

export function handle(input: Input, call: Call): Partial<PutObjectCommandOutput> {
  const bucket = findBucket(input, call)
  const now = call.cloud.clock.now()
  const { Key = '', Body = Buffer.alloc(0) } = input
  if (Buffer.byteLength(Key) > longestKeyBytes) throw new AwsError('KeyTooLongError', 'Your key is too long')
  checkConditions(input, bucket.object(Key, now))
  const object = newObject(Key, Body, headersOf(input), now)
  checkDigests(input, object)
  bucket.objects.set(Key, object)
  return {
    ETag: object.etag,
    ChecksumCRC32: object.checksumCrc32,
    ChecksumType: 'FULL_OBJECT',
    ServerSideEncryption: 'AES256',
  }
}

/** Conditional writes: only where there is no object yet, or only over the one the caller knows. */
function checkConditions({ IfNoneMatch, IfMatch }: Input, existing: StoredObject | undefined) {
  const failed = (IfNoneMatch === '*' && existing) || (IfMatch !== undefined && existing?.etag !== quoted(IfMatch))
  if (failed)
    throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
      Condition: IfNoneMatch === '*' ? 'If-None-Match' : 'If-Match',
    })
}

const quoted = (etag: string) => (etag.startsWith('"') ? etag : `"${etag}"`)

function checkDigests(input: Input, { body, checksumCrc32 }: StoredObject) {
  const sha256 = createHash('sha256').update(body).digest('base64')
  const md5 = createHash('md5').update(body).digest('base64')
  const digests: [name: string, given: string | undefined, own: string][] = [
    ['Content-MD5', input.ContentMD5, md5],
    ['CRC32', input.ChecksumCRC32, checksumCrc32],
    ['SHA256', input.ChecksumSHA256, sha256],
  ]
  const wrong = digests.find(([, given, own]) => given !== undefined && given !== own)
  if (wrong) throw new AwsError('BadDigest', `The ${wrong[0]} you specified did not match the calculated checksum.`)
}
