import type { DeleteBucketTaggingCommandInput } from '@aws-sdk/client-s3'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'
export const action = 's3:PutBucketTagging'

export function handle(input: DeleteBucketTaggingCommandInput, call: Call) {
  call.cloud.tags.forget(findBucket(input, call).arn)
  return {}
}
