import type { GetBucketVersioningCommandInput } from '@aws-sdk/client-s3'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'

/** No bucket has ever had versions. */
export function handle(input: GetBucketVersioningCommandInput, call: Call) {
  findBucket(input, call)
  return {}
}
