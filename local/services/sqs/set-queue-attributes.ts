import type { SetQueueAttributesRequest } from '@aws-sdk/client-sqs'
import type { Call } from '../../operation.ts'
import { checkAttributes } from './attributes.ts'
import { findQueue } from './find.ts'

export { resources } from './find.ts'

/** An empty Policy or RedrivePolicy takes the old one away. */
export function handle(input: SetQueueAttributesRequest, call: Call) {
  const queue = findQueue(input, call)
  const changes = input.Attributes ?? {}
  checkAttributes(changes)
  const merged = Object.entries({ ...queue.attributes, ...changes })
  queue.attributes = Object.fromEntries(merged.filter(([, value]) => value !== ''))
  queue.modifiedAt = call.cloud.clock.now()
  return {}
}
