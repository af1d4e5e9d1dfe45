import type { UpdateTimeToLiveInput, UpdateTimeToLiveOutput } from '@aws-sdk/client-dynamodb'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'

export { resources } from './table-resource.ts'

export function handle(input: UpdateTimeToLiveInput, { cloud }: Call): UpdateTimeToLiveOutput {
  const table = cloud.dynamoDb.active(input.TableName)
  const { Enabled = false, AttributeName } = input.TimeToLiveSpecification ?? {}
  if (!AttributeName)
    throw new AwsError('ValidationException', 'TimeToLiveSpecification.AttributeName must not be empty')
  if (Enabled === (table.expiryAttribute !== undefined))
    throw new AwsError('ValidationException', `TimeToLive is already ${Enabled ? 'enabled' : 'disabled'}`)
  if (Enabled) {
    table.expiryAttribute = AttributeName
    cloud.dynamoDb.watchExpiry()
  } else delete table.expiryAttribute
  return { TimeToLiveSpecification: { Enabled, AttributeName } }
}
