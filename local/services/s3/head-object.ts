import type { HeadObjectCommandInput } from '@aws-sdk/client-s3'
import type { Call } from '../../operation.ts'
import { readObject } from './read-object.ts'

export { objectOnly as resources } from './find.ts'
export const action = 's3:GetObject'

export function handle(input: HeadObjectCommandInput, call: Call) {
  return readObject(input, call).output
}
