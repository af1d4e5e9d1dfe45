import type { PutBucketTaggingCommandInput } from '@aws-sdk/client-s3'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'

/** The new tags take the place of all old ones. */
export function handle(input: PutBucketTaggingCommandInput, call: Call) {
  const { arn } = findBucket(input, call)
  const { tags } = call.cloud
  tags.forget(arn)
  tags.add(arn, input.Tagging?.TagSet ?? [])
  return {}
}
