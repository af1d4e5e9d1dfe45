import type { PutBucketEncryptionCommandInput } from '@aws-sdk/client-s3'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'
export const action = 's3:PutEncryptionConfiguration'

/** The setting is kept and shown; objects are held in memory as they are. */
export function handle(input: PutBucketEncryptionCommandInput, call: Call) {
  const bucket = findBucket(input, call)
  if (input.ServerSideEncryptionConfiguration) bucket.encryption = input.ServerSideEncryptionConfiguration
  return {}
}
