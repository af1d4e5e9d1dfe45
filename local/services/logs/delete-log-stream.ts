import type { DeleteLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs'
import type { Call } from '../../operation.ts'

export { streamResources as resources } from './names.ts'

export function handle({ logGroupName, logStreamName }: DeleteLogStreamRequest, { cloud }: Call) {
  const group = cloud.logs.group(logGroupName)
  group.streams.delete(cloud.logs.stream(group, logStreamName).name)
}
