import type { SendMessageRequest, SendMessageResult } from '@aws-sdk/client-sqs'
import type { Call } from '../../operation.ts'
import { findQueue } from './find.ts'
import { type Draft, md5, md5OfAttributes, newMessage } from './message.ts'
import type { Queue } from './queue.ts'

export { resources } from './find.ts'

export function handle(input: SendMessageRequest, call: Call): SendMessageResult {
  return send(findQueue(input, call), input, call)
}

/** Puts one message into a queue. */
export function send(queue: Queue, draft: Draft, { cloud, principal }: Call) {
  const limits = { delaySeconds: queue.number('DelaySeconds'), mostBytes: queue.number('MaximumMessageSize') }
  const message = newMessage(draft, limits, cloud.clock.now(), principal.userId)
  queue.put(message)
  const digest = md5OfAttributes(message.attributes)
  return {
    MessageId: message.id,
    MD5OfMessageBody: md5(message.body),
    ...(digest && { MD5OfMessageAttributes: digest }),
  }
}
