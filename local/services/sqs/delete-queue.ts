import type { DeleteQueueRequest } from '@aws-sdk/client-sqs'
import type { Call } from '../../operation.ts'
import { findQueue } from './find.ts'

export { resources } from './find.ts'

export function handle(input: DeleteQueueRequest, call: Call) {
  const { name, arn } = findQueue(input, call)
  const { sqs, tags, clock } = call.cloud
  sqs.queues.delete(name)
  sqs.deletedAt.set(name, clock.now())
  tags.forget(arn)
  return {}
}
