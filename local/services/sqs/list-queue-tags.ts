import type { ListQueueTagsRequest, ListQueueTagsResult } from '@aws-sdk/client-sqs'
import type { Call } from '../../operation.ts'
import { findQueue } from './find.ts'

export { resources } from './find.ts'

export function handle(input: ListQueueTagsRequest, call: Call): ListQueueTagsResult {
  return { Tags: call.cloud.tags.of(findQueue(input, call).arn) }
}
