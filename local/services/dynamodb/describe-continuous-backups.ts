import type { DescribeContinuousBackupsInput, DescribeContinuousBackupsOutput } from '@aws-sdk/client-dynamodb'
import type { Call } from '../../operation.ts'

export { resources } from './table-resource.ts'

export function handle(input: DescribeContinuousBackupsInput, { cloud }: Call): DescribeContinuousBackupsOutput {
  const { pointInTimeRecovery } = cloud.dynamoDb.existing(input.TableName)
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: pointInTimeRecovery ? 'ENABLED' : 'DISABLED' },
    },
  }
}
