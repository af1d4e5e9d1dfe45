import type { PutBucketLifecycleConfigurationCommandInput } from '@aws-sdk/client-s3'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'
export const action = 's3:PutLifecycleConfiguration'

/** Objects expire after days; uploads in parts and versions, which there are none of, have nothing to expire. */
export function handle(input: PutBucketLifecycleConfigurationCommandInput, call: Call) {
  const bucket = findBucket(input, call)
  const rules = input.LifecycleConfiguration?.Rules ?? []
  if (rules.some(({ Expiration }) => Expiration?.Days !== undefined && Expiration.Days < 1))
    throw new AwsError('InvalidArgument', "'Days' for Expiration action must be a positive integer")
  bucket.lifecycle = rules
  return {}
}
