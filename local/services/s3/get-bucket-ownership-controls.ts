import type {
  GetBucketOwnershipControlsCommandInput,
  GetBucketOwnershipControlsCommandOutput,
} from '@aws-sdk/client-s3'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'

export function handle(
  input: GetBucketOwnershipControlsCommandInput,
  call: Call,
): Partial<GetBucketOwnershipControlsCommandOutput> {
  const { ownership, name } = findBucket(input, call)
  if (!ownership)
    throw new AwsError('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found', 404, {
      BucketName: name,
    })
  return { OwnershipControls: ownership }
}
