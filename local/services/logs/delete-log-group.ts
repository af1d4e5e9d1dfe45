import type { DeleteLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs'
import type { Call } from '../../operation.ts'

export { groupResources as resources } from './names.ts'

export function handle({ logGroupName }: DeleteLogGroupRequest, { cloud }: Call) {
  const { name } = cloud.logs.group(logGroupName)
  cloud.logs.groups.delete(name)
  cloud.tags.forget(cloud.logs.arnOf(name))
}
