import type { DescribeTimeToLiveInput, DescribeTimeToLiveOutput } from '@aws-sdk/client-dynamodb'
import type { Call } from '../../operation.ts'

export { resources } from './table-resource.ts'

export function handle(input: DescribeTimeToLiveInput, { cloud }: Call): DescribeTimeToLiveOutput {
  const { expiryAttribute } = cloud.dynamoDb.existing(input.TableName)
  return {
    TimeToLiveDescription:
      expiryAttribute === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName: expiryAttribute },
  }
}
