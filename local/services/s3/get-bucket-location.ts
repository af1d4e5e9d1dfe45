import type { GetBucketLocationCommandInput, GetBucketLocationCommandOutput } from '@aws-sdk/client-s3'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'

export function handle(
  input: GetBucketLocationCommandInput,
  call: Call,
): Pick<GetBucketLocationCommandOutput, 'LocationConstraint'> {
  findBucket(input, call)
  const LocationConstraint = call.cloud.region as GetBucketLocationCommandOutput['LocationConstraint']
  return call.cloud.region === 'us-east-1' ? {} : { LocationConstraint }
}
