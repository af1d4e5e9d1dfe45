import type { GetPublicAccessBlockCommandInput, GetPublicAccessBlockCommandOutput } from '@aws-sdk/client-s3'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'
export const action = 's3:GetBucketPublicAccessBlock'

export function handle(
  input: GetPublicAccessBlockCommandInput,
  call: Call,
): Partial<GetPublicAccessBlockCommandOutput> {
  const { publicAccessBlock, name } = findBucket(input, call)
  if (!publicAccessBlock)
    throw new AwsError(
      'NoSuchPublicAccessBlockConfiguration',
      'The public access block configuration was not found',
      404,
      { BucketName: name },
    )
  return { PublicAccessBlockConfiguration: publicAccessBlock }
}
