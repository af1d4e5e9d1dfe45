import type { PutRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'

export { groupResources as resources } from './names.ts'

/** Source: PutRetentionPolicy, CloudWatch Logs API Reference. */
const days = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]

export function handle({ logGroupName, retentionInDays = 0 }: PutRetentionPolicyRequest, { cloud }: Call) {
  const group = cloud.logs.group(logGroupName)
  if (!days.includes(retentionInDays))
    throw new AwsError('InvalidParameterException', `Retention must be one of [${days.join(', ')}]`)
  group.retentionInDays = retentionInDays
}
