import type { PurgeQueueRequest } from '@aws-sdk/client-sqs'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findQueue } from './find.ts'

export { resources } from './find.ts'

export function handle(input: PurgeQueueRequest, call: Call) {
  const queue = findQueue(input, call)
  const now = call.cloud.clock.now()
  if (now - queue.purgedAt < 60_000)
    throw new AwsError(
      'PurgeQueueInProgress',
      `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
      403,
    )
  queue.purgedAt = now
  queue.purge()
  return {}
}
