import type { GetQueueAttributesRequest, GetQueueAttributesResult } from '@aws-sdk/client-sqs'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findQueue } from './find.ts'
import type { Queue } from './queue.ts'

export { resources } from './find.ts'

const settable = ['Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds']

export function handle(input: GetQueueAttributesRequest, call: Call): GetQueueAttributesResult {
  const all = allAttributes(findQueue(input, call), call.cloud.clock.now())
  const names: string[] = input.AttributeNames ?? []
  const unknown = names.find((name) => name !== 'All' && !(name in all) && !settable.includes(name))
  if (unknown) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`)
  const shown = Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name))
  return shown.length === 0 ? {} : { Attributes: Object.fromEntries(shown) }
}

function allAttributes(queue: Queue, now: number): Record<string, string> {
  const { visible, inFlight, delayed } = queue.counts(now)
  return {
    ...queue.attributes,
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
  }
}
