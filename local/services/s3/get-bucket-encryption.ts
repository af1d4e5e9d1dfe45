import type { GetBucketEncryptionCommandInput, GetBucketEncryptionCommandOutput } from '@aws-sdk/client-s3'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { bucketOnly as resources } from './find.ts'
export const action = 's3:GetEncryptionConfiguration'

export function handle(input: GetBucketEncryptionCommandInput, call: Call): Partial<GetBucketEncryptionCommandOutput> {
  return { ServerSideEncryptionConfiguration: findBucket(input, call).encryption }
}
