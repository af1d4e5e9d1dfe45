import type { UntagQueueRequest } from '@aws-sdk/client-sqs'
import type { Call } from '../../operation.ts'
import { findQueue } from './find.ts'

export { resources } from './find.ts'

export function handle(input: UntagQueueRequest, call: Call) {
  call.cloud.tags.remove(findQueue(input, call).arn, input.TagKeys ?? [])
  return {}
}
