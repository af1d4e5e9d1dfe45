import type { GetQueueUrlRequest, GetQueueUrlResult } from '@aws-sdk/client-sqs'
import type { Call } from '../../operation.ts'
import { noQueue } from './find.ts'

export const resources = ({ QueueName = '' }: GetQueueUrlRequest, { cloud }: Call) => [cloud.sqs.arnOf(QueueName)]

export function handle(input: GetQueueUrlRequest, { cloud }: Call): GetQueueUrlResult {
  const { QueueName = '', QueueOwnerAWSAccountId: owner = cloud.account } = input
  if (owner !== cloud.account || !cloud.sqs.queues.has(QueueName)) throw noQueue()
  return { QueueUrl: cloud.sqs.urlOf(QueueName) }
}
