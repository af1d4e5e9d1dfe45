import type { DeleteBucketLifecycleCommandInput } from '@aws-sdk/client-s3'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'
export const action = 's3:PutLifecycleConfiguration'

export function handle(input: DeleteBucketLifecycleCommandInput, call: Call) {
  findBucket(input, call).lifecycle = []
  return {}
}
