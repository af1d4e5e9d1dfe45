import { createHash, randomUUID } from 'node:crypto'
import type { MessageAttributeValue } from '@aws-sdk/client-sqs'
import { AwsError } from '../../aws-error.ts'

export type MessageAttributes = Record<string, MessageAttributeValue>

/** A message in a queue. Times are cloud time in milliseconds since the epoch. */
export interface Message {
  readonly id: string
  readonly body: string
  readonly attributes: MessageAttributes
  readonly senderId: string
  readonly sentAt: number
  /** Hidden until then: delayed, or received and neither deleted nor given up. */
  visibleAt: number
  /** The handle of the last receipt; earlier ones no longer delete. */
  receiptHandle?: string
  receiveCount: number
  firstReceivedAt?: number
  /** The queue that gave the message up, for one that was moved to a dead-letter queue. */
  readonly deadLetterSourceArn?: string
}

export interface Draft {
  MessageBody?: string | undefined
  MessageAttributes?: MessageAttributes | undefined
  DelaySeconds?: number | undefined
}

/** What the queue's attributes say about new messages. */
interface Limits {
  delaySeconds: number
  mostBytes: number
}

const mostAttributes = 10
const longestDelaySeconds = 900

/** What XML cannot carry. */
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u

/** A message as a sender gives it, checked against the limits of SQS. */
export function newMessage(draft: Draft, limits: Limits, now: number, senderId: string): Message {
  const body = draft.MessageBody ?? ''
  const attributes = draft.MessageAttributes ?? {}
  if (body === '') throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.')
  if (forbidden.test(body))
    throw new AwsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    )
  const { DelaySeconds: delay = limits.delaySeconds } = draft
  if (delay < 0 || delay > longestDelaySeconds)
    throw invalid(
      `Value ${delay} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= ${longestDelaySeconds}.`,
    )
  if (sizeOf(body, attributes) > limits.mostBytes)
    throw invalid(`One or more parameters are invalid. Reason: Message must be shorter than ${limits.mostBytes} bytes.`)
  if (Object.keys(attributes).length > mostAttributes)
    throw invalid(`Number of message attributes [${Object.keys(attributes).length}] exceeds the allowed maximum [10].`)
  for (const [name, { DataType = '', StringValue, BinaryValue }] of Object.entries(attributes)) {
    if (!/^(String|Number|Binary)(\..+)?$/.test(DataType))
      throw invalid(`The message attribute '${name}' has an invalid message attribute type.`)
    if (!StringValue && !BinaryValue?.length)
      throw invalid(
        `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
      )
  }
  return {
    id: randomUUID(),
    body,
    attributes,
    senderId,
    sentAt: now,
    visibleAt: now + delay * 1000,
    receiveCount: 0,
  }
}

const invalid = (message: string) => new AwsError('InvalidParameterValue', message)

function sizeOf(body: string, attributes: MessageAttributes): number {
  const parts = Object.entries(attributes).flatMap(([name, { DataType, StringValue, BinaryValue }]) => [
    Buffer.byteLength(name),
    Buffer.byteLength(DataType ?? ''),
    Buffer.byteLength(StringValue ?? ''),
    BinaryValue?.length ?? 0,
  ])
  return parts.reduce((sum, part) => sum + part, Buffer.byteLength(body))
}

export const md5 = (data: string | Buffer) => createHash('md5').update(data).digest('hex')

/** The digest by which clients check attributes ("Calculating the MD5 message digest for message attributes"). */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort()
  if (names.length === 0) return undefined
  return md5(Buffer.concat(names.flatMap((name) => [counted(name), ...encoded(attributes[name] ?? {})])))
}

function encoded({ DataType = '', StringValue, BinaryValue }: Partial<MessageAttributeValue>): Buffer[] {
  const isBinary = DataType.startsWith('Binary')
  return [
    counted(DataType),
    Buffer.from([isBinary ? 2 : 1]),
    counted(isBinary ? (BinaryValue ?? '') : (StringValue ?? '')),
  ]
}

function counted(value: string | Uint8Array): Buffer {
  const data = Buffer.from(value)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  return Buffer.concat([length, data])
}
