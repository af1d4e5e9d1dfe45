import type { DeleteObjectCommandInput } from '@aws-sdk/client-s3'
import type { Call } from '../../operation.ts'
import { findBucket } from './find.ts'

export { objectOnly as resources } from './find.ts'

/** Deleting an object that does not exist is fine. */
export function handle(input: DeleteObjectCommandInput, call: Call) {
  findBucket(input, call).objects.delete(input.Key ?? '')
  return {}
}
