import type { PutBucketOwnershipControlsCommandInput } from '@aws-sdk/client-s3'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'

export function handle(input: PutBucketOwnershipControlsCommandInput, call: Call) {
  findBucket(input, call).ownership = input.OwnershipControls
  return {}
}
