import type { GetBucketPolicyCommandInput } from '@aws-sdk/client-s3'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'

export function handle(input: GetBucketPolicyCommandInput, call: Call) {
  const { policy, name } = findBucket(input, call)
  if (!policy) throw new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, { BucketName: name })
  return { Policy: policy.text }
}
