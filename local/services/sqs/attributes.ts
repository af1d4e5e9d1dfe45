import { AwsError } from '../../aws-error.ts'
import { flawOf } from '../../policy/validate.ts'

export type Attributes = Record<string, string>

const ranges: Record<string, [least: number, most: number, usual: number]> = {
  DelaySeconds: [0, 900, 0],
  MaximumMessageSize: [1024, 1_048_576, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600, 345_600],
  ReceiveMessageWaitTimeSeconds: [0, 20, 0],
  VisibilityTimeout: [0, 43_200, 30],
}

/** Attributes that are kept and shown; encryption at rest has no effect in memory. */
const texts = ['KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled', 'RedriveAllowPolicy']

/** What a queue has that its maker did not set. */
export const usualAttributes: Attributes = {
  ...Object.fromEntries(Object.entries(ranges).map(([name, [, , usual]]) => [name, String(usual)])),
  SqsManagedSseEnabled: 'true',
}

/** Refuses attributes that SQS does not know or values it does not take. */
export function checkAttributes(attributes: Attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    const range = ranges[name]
    if (range && !(/^\d+$/.test(value) && Number(value) >= range[0] && Number(value) <= range[1])) throw invalid(name)
    if (name === 'Policy' && value !== '' && flawOf(value, 'resource')) throw invalid(name)
    if (name === 'RedrivePolicy' && value !== '' && !readRedrive(value)) throw invalid(name)
    if (name === 'FifoQueue' || name === 'ContentBasedDeduplication')
      throw new AwsError('InvalidAttributeValue', 'FIFO queues are not supported by this cloud.')
    if (!range && !['Policy', 'RedrivePolicy', ...texts].includes(name))
      throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`)
  }
}

/** Where messages go that were received too often. */
export interface Redrive {
  deadLetterTargetArn: string
  maxReceiveCount: number
}

/** Reads a RedrivePolicy; undefined where it is none. */
export function readRedrive(text: string | undefined): Redrive | undefined {
  if (!text) return undefined
  try {
    const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(text)
    const count = Number(maxReceiveCount)
    if (typeof deadLetterTargetArn !== 'string' || !(count >= 1 && count <= 1000)) return undefined
    return { deadLetterTargetArn, maxReceiveCount: count }
  } catch {
    return undefined
  }
}

const invalid = (name: string) => new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`)
