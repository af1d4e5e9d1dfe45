import type { DeleteBucketPolicyCommandInput } from '@aws-sdk/client-s3'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'

export function handle(input: DeleteBucketPolicyCommandInput, call: Call) {
  findBucket(input, call).policy = undefined
  return {}
}
