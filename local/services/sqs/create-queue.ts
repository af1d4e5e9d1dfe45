import type { CreateQueueRequest, CreateQueueResult } from '@aws-sdk/client-sqs'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { taggingNeeds } from '../../tagging-needs.ts'
import { checkAttributes, usualAttributes } from './attributes.ts'
import { Queue } from './queue.ts'

export const resources = ({ QueueName = '' }: CreateQueueRequest, { cloud }: Call) => [cloud.sqs.arnOf(QueueName)]

export const needs = taggingNeeds('sqs:TagQueue', resources)

const deletedRecentlyMilliseconds = 60_000

/** Creating a queue again is fine with the same attributes. */
export function handle(input: CreateQueueRequest, { cloud }: Call): CreateQueueResult {
  const { QueueName: name = '', Attributes: attributes = {}, tags = {} } = input
  const { sqs } = cloud
  const now = cloud.clock.now()
  checkName(name)
  checkAttributes(attributes)
  const existing = sqs.queues.get(name)
  if (existing) checkSame(existing, attributes)
  else if (now - (sqs.deletedAt.get(name) ?? Number.NEGATIVE_INFINITY) < deletedRecentlyMilliseconds)
    throw new AwsError(
      'QueueDeletedRecently',
      'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
    )
  else {
    sqs.queues.set(name, new Queue(name, sqs.arnOf(name), attributes, now))
    cloud.tags.add(sqs.arnOf(name), tags)
  }
  return { QueueUrl: sqs.urlOf(name) }
}

function checkName(name: string) {
  if (name.endsWith('.fifo'))
    throw new AwsError('InvalidParameterValue', 'FIFO queues are not supported by this cloud.')
  if (!/^[\w-]{1,80}$/.test(name))
    throw new AwsError(
      'InvalidParameterValue',
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    )
}

function checkSame(queue: Queue, attributes: Record<string, string>) {
  const usual = { ...usualAttributes, ...queue.attributes }
  const other = Object.entries(attributes).find(([name, value]) => usual[name] !== value)
  if (other)
    throw new AwsError(
      'QueueNameExists',
      `A queue already exists with the same name and a different value for attribute ${other[0]}`,
    )
}
