import type { ListObjectsV2CommandInput, ListObjectsV2CommandOutput } from '@aws-sdk/client-s3'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'
import { checkMaxKeys, listing, spelled } from './listing.ts'
import { page } from './page.ts'

export { bucketOnly as resources } from './find.ts'
export { listConditions as conditions } from './listing.ts'
export const action = 's3:ListBucket'

export function handle(input: ListObjectsV2CommandInput, call: Call): Partial<ListObjectsV2CommandOutput> {
  const bucket = findBucket(input, call)
  const { MaxKeys = 1000, ContinuationToken, StartAfter } = input
  checkMaxKeys(MaxKeys)
  const entries = listing(bucket, input, StartAfter, call.cloud.clock.now())
  const { items, next } = page(entries, ({ name }) => name, ContinuationToken, Math.min(MaxKeys, 1000))
  const { Contents, CommonPrefixes } = spelled(items, input.EncodingType)
  return {
    Name: bucket.name,
    KeyCount: items.length,
    MaxKeys,
    IsTruncated: next !== undefined,
    Contents,
    CommonPrefixes,
    Prefix: input.Prefix ?? '',
    ...(input.Delimiter !== undefined && { Delimiter: input.Delimiter }),
    ...(input.EncodingType && { EncodingType: input.EncodingType }),
    ...(StartAfter !== undefined && { StartAfter }),
    ...(ContinuationToken !== undefined && { ContinuationToken }),
    ...(next !== undefined && { NextContinuationToken: next }),
  }
}
