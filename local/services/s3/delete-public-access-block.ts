import type { DeletePublicAccessBlockCommandInput } from '@aws-sdk/client-s3'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'
export const action = 's3:PutBucketPublicAccessBlock'

export function handle(input: DeletePublicAccessBlockCommandInput, call: Call) {
  findBucket(input, call).publicAccessBlock = undefined
  return {}
}
