import type { Message as ReceivedMessage, ReceiveMessageRequest, ReceiveMessageResult } from '@aws-sdk/client-sqs'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findQueue } from './find.ts'
import { type Message, md5, md5OfAttributes } from './message.ts'
import type { Queue } from './queue.ts'

export { resources } from './find.ts'

/** Waits, on the cloud's clock, until a message can be received or the wait is over. */
export async function handle(input: ReceiveMessageRequest, call: Call): Promise<ReceiveMessageResult> {
  const queue = findQueue(input, call)
  checkRange('MaxNumberOfMessages', input.MaxNumberOfMessages, 1, 10)
  checkRange('WaitTimeSeconds', input.WaitTimeSeconds, 0, 20)
  const waitSeconds = input.WaitTimeSeconds ?? queue.number('ReceiveMessageWaitTimeSeconds')
  const deadline = call.cloud.clock.now() + waitSeconds * 1000
  let messages = take(queue, input, call)
  while (messages.length === 0 && call.cloud.clock.now() < deadline) {
    await changed(queue, deadline, call)
    messages = take(queue, input, call)
  }
  return messages.length === 0 ? {} : { Messages: messages.map((message) => shown(message, input)) }
}

function take(queue: Queue, { MaxNumberOfMessages = 1, VisibilityTimeout }: ReceiveMessageRequest, { cloud }: Call) {
  const hiddenSeconds = VisibilityTimeout ?? queue.number('VisibilityTimeout')
  return queue.receive(MaxNumberOfMessages, hiddenSeconds, cloud.clock.now(), (arn, message) =>
    cloud.sqs.takeDeadLetter(arn, message),
  )
}

/** Resolves when a message arrives, or after a second in which hidden ones may have shown up again. */
async function changed(queue: Queue, deadline: number, { cloud }: Call) {
  const arrived = new AbortController()
  const stop = queue.onArrival(() => arrived.abort())
  const milliseconds = Math.min(1000, deadline - cloud.clock.now())
  await cloud.clock.sleep(milliseconds, arrived.signal).catch(() => {})
  stop()
}

function shown(message: Message, input: ReceiveMessageRequest): ReceivedMessage {
  const attributes = chosen(systemAttributes(message), [
    ...(input.AttributeNames ?? []),
    ...(input.MessageSystemAttributeNames ?? []),
  ])
  const custom = chosen(message.attributes, input.MessageAttributeNames ?? [])
  const digest = md5OfAttributes(custom)
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(Object.keys(attributes).length > 0 && { Attributes: attributes }),
    ...(digest && { MessageAttributes: custom, MD5OfMessageAttributes: digest }),
  }
}

const systemAttributes = (message: Message): Record<string, string> => ({
  SenderId: message.senderId,
  SentTimestamp: String(message.sentAt),
  ApproximateReceiveCount: String(message.receiveCount),
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
  ...(message.deadLetterSourceArn && { DeadLetterQueueSourceArn: message.deadLetterSourceArn }),
})

/** The members whose names were asked for: by name, all of them, or by a prefix such as `bar.*`. */
function chosen<Value>(members: Record<string, Value>, names: readonly string[]): Record<string, Value> {
  const isAskedFor = (member: string) =>
    names.some((name) =>
      name.endsWith('.*') ? name === '.*' || member.startsWith(name.slice(0, -2)) : name === 'All' || name === member,
    )
  return Object.fromEntries(Object.entries(members).filter(([name]) => isAskedFor(name)))
}

function checkRange(name: string, value: number | undefined, least: number, most: number) {
  if (value !== undefined && !(value >= least && value <= most))
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}, if provided.`,
    )
}
