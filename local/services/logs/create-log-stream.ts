import type { CreateLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { checkStreamName } from './names.ts'

export { streamResources as resources } from './names.ts'

export function handle({ logGroupName, logStreamName = '' }: CreateLogStreamRequest, { cloud }: Call) {
  checkStreamName(logStreamName)
  const group = cloud.logs.group(logGroupName)
  if (group.streams.has(logStreamName))
    throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists')
  cloud.logs.createStream(group, logStreamName)
}
