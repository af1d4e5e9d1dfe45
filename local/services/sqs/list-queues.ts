import type { ListQueuesRequest, ListQueuesResult } from '@aws-sdk/client-sqs'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'

/** Names the last queue given, so that deletions shift nothing. */
const tokenFor = (name: string) => Buffer.from(name).toString('base64')

export function handle(input: ListQueuesRequest, { cloud }: Call): ListQueuesResult {
  const { QueueNamePrefix = '', MaxResults, NextToken } = input
  if (NextToken !== undefined && MaxResults === undefined)
    throw new AwsError(
      'InvalidParameterValue',
      'MaxResults is a mandatory parameter when you provide a value for NextToken.',
    )
  const after = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64').toString()
  const names = [...cloud.sqs.queues.keys()].filter((name) => name.startsWith(QueueNamePrefix)).sort()
  const rest = names.filter((name) => name > after)
  const shown = rest.slice(0, MaxResults ?? 1000)
  const last = shown.at(-1)
  return {
    ...(shown.length > 0 && { QueueUrls: shown.map((name) => cloud.sqs.urlOf(name)) }),
    ...(MaxResults !== undefined && last && rest.length > shown.length && { NextToken: tokenFor(last) }),
  }
}
