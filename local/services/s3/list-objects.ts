import type { ListObjectsCommandInput, ListObjectsCommandOutput } from '@aws-sdk/client-s3'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'
import { checkMaxKeys, listing, spelled } from './listing.ts'

export { bucketOnly as resources } from './find.ts'
export { listConditions as conditions } from './listing.ts'
export const action = 's3:ListBucket'

export function handle(input: ListObjectsCommandInput, call: Call): Partial<ListObjectsCommandOutput> {
  const bucket = findBucket(input, call)
  const { MaxKeys = 1000, Marker } = input
  checkMaxKeys(MaxKeys)
  const entries = listing(bucket, input, Marker, call.cloud.clock.now())
  const items = entries.slice(0, Math.min(MaxKeys, 1000))
  const IsTruncated = entries.length > items.length
  const { Contents, CommonPrefixes } = spelled(items, input.EncodingType)
  return {
    Name: bucket.name,
    MaxKeys,
    IsTruncated,
    Contents,
    CommonPrefixes,
    Prefix: input.Prefix ?? '',
    Marker: Marker ?? '',
    ...(input.Delimiter !== undefined && { Delimiter: input.Delimiter }),
    ...(input.EncodingType && { EncodingType: input.EncodingType }),
    ...(IsTruncated && input.Delimiter !== undefined && { NextMarker: items.at(-1)?.name }),
  }
}
