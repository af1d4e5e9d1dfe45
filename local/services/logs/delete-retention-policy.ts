import type { DeleteRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs'
import type { Call } from '../../operation.ts'

export { groupResources as resources } from './names.ts'

export function handle({ logGroupName }: DeleteRetentionPolicyRequest, { cloud }: Call) {
  cloud.logs.group(logGroupName).retentionInDays = undefined
}
