import type { DeleteBucketCommandInput } from '@aws-sdk/client-s3'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'

export function handle(input: DeleteBucketCommandInput, call: Call) {
  const bucket = findBucket(input, call)
  const { s3, tags, clock } = call.cloud
  if (bucket.list(clock.now()).length > 0)
    throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409, {
      BucketName: bucket.name,
    })
  s3.buckets.delete(bucket.name)
  tags.forget(bucket.arn)
  return {}
}
