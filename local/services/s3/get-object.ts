import type { GetObjectCommandInput } from '@aws-sdk/client-s3'
import type { Call } from '../../operation.ts'
import { readObject } from './read-object.ts'

export { objectOnly as resources } from './find.ts'

export function handle(input: GetObjectCommandInput, call: Call) {
  const { body, output } = readObject(input, call)
  return { ...output, Body: body }
}
