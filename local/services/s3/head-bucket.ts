import type { HeadBucketCommandInput, HeadBucketCommandOutput } from '@aws-sdk/client-s3'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'
export const action = 's3:ListBucket'

export function handle(input: HeadBucketCommandInput, call: Call): Partial<HeadBucketCommandOutput> {
  findBucket(input, call)
  return { BucketRegion: call.cloud.region, AccessPointAlias: false }
}
