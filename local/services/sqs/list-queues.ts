import type { ListQueuesRequest, ListQueuesResult } from '@aws-sdk/client-sqs'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { pageByKey } from '../../pagination.ts'

export function handle(input: ListQueuesRequest, { cloud }: Call): ListQueuesResult {
  const { QueueNamePrefix = '', MaxResults, NextToken } = input
  if (NextToken !== undefined && MaxResults === undefined)
    throw new AwsError(
      'InvalidParameterValue',
      'MaxResults is a mandatory parameter when you provide a value for NextToken.',
    )
  const names = [...cloud.sqs.queues.keys()].filter((name) => name.startsWith(QueueNamePrefix))
  const { items, next } = pageByKey(names, (name) => name, { token: NextToken, size: MaxResults ?? 1000, invalidToken })
  return {
    ...(items.length > 0 && { QueueUrls: items.map((name) => cloud.sqs.urlOf(name)) }),
    ...(MaxResults !== undefined && next !== undefined && { NextToken: next }),
  }
}

const invalidToken = () => new AwsError('InvalidParameterValue', 'Invalid or expired next token.')
