import type { CopyObjectCommandInput, CopyObjectCommandOutput } from '@aws-sdk/client-s3'
import { AwsError } from '../../aws-error.ts'
import type { Call, Need } from '../../operation.ts'
import { findBucket, findObject } from './find.ts'
import { headersOf, newObject } from './object.ts'

export { objectOnly as resources } from './find.ts'
export const action = 's3:PutObject'

export const needs = (input: CopyObjectCommandInput): Need[] => {
  const { Bucket, Key } = sourceOf(input)
  return [{ action: 's3:GetObject', resource: `arn:aws:s3:::${Bucket}/${Key}` }]
}

export function handle(input: CopyObjectCommandInput, call: Call): Partial<CopyObjectCommandOutput> {
  const bucket = findBucket(input, call)
  const source = findObject(sourceOf(input), call)
  const { Key = '', MetadataDirective } = input
  const headers = MetadataDirective === 'REPLACE' ? headersOf(input) : source.headers
  const copy = newObject(Key, source.body, headers, call.cloud.clock.now())
  bucket.objects.set(Key, copy)
  return { CopyObjectResult: { ETag: copy.etag, LastModified: new Date(copy.modifiedAt) } }
}

/** The header names the source as `bucket/key`, URL-encoded, with or without a slash in front. */
function sourceOf({ CopySource = '', ExpectedSourceBucketOwner }: CopyObjectCommandInput) {
  const [, Bucket = '', Key = ''] = /^\/?([^/]+)\/(.+)$/.exec(decoded(CopySource)) ?? []
  if (!Key) throw invalidSource()
  return { Bucket, Key, ExpectedBucketOwner: ExpectedSourceBucketOwner }
}

function decoded(source: string): string {
  try {
    return decodeURIComponent(source)
  } catch {
    throw invalidSource()
  }
}

function invalidSource(): AwsError {
  return new AwsError('InvalidArgument', 'Invalid copy source object key')
}
