import type { UpdateContinuousBackupsInput, UpdateContinuousBackupsOutput } from '@aws-sdk/client-dynamodb'
import type { Call } from '../../operation.ts'
import { handle as describe } from './describe-continuous-backups.ts'

export { resources } from './table-resource.ts'

/** Remembers the setting; the cloud's tables live in memory, so there is nothing to restore from. */
export function handle(input: UpdateContinuousBackupsInput, call: Call): UpdateContinuousBackupsOutput {
  const table = call.cloud.dynamoDb.active(input.TableName)
  table.pointInTimeRecovery = input.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled ?? false
  return describe({ TableName: table.name }, call)
}
