import type {
  GetBucketLifecycleConfigurationCommandInput,
  GetBucketLifecycleConfigurationCommandOutput,
} from '@aws-sdk/client-s3'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'
export const action = 's3:GetLifecycleConfiguration'

export function handle(
  input: GetBucketLifecycleConfigurationCommandInput,
  call: Call,
): Partial<GetBucketLifecycleConfigurationCommandOutput> {
  const { lifecycle, name } = findBucket(input, call)
  if (lifecycle.length === 0)
    throw new AwsError('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', 404, {
      BucketName: name,
    })
  return { Rules: lifecycle }
}
