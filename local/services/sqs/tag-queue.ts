import type { TagQueueRequest } from '@aws-sdk/client-sqs'
import type { Call } from '../../operation.ts'
import { findQueue } from './find.ts'

export { resources } from './find.ts'

export function handle(input: TagQueueRequest, call: Call) {
  call.cloud.tags.add(findQueue(input, call).arn, input.Tags ?? {})
  return {}
}
