import type { GetBucketTaggingCommandInput, GetBucketTaggingCommandOutput } from '@aws-sdk/client-s3'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'

export function handle(input: GetBucketTaggingCommandInput, call: Call): Partial<GetBucketTaggingCommandOutput> {
  const { arn, name } = findBucket(input, call)
  const TagSet = call.cloud.tags.listOf(arn)
  if (TagSet.length === 0) throw new AwsError('NoSuchTagSet', 'The TagSet does not exist', 404, { BucketName: name })
  return { TagSet }
}
