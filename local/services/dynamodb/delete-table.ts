import type { DeleteTableInput, DeleteTableOutput, TableDescription } from '@aws-sdk/client-dynamodb'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'

export { resources } from './table-resource.ts'

export async function handle(input: DeleteTableInput, { cloud }: Call): Promise<DeleteTableOutput> {
  const { dynamoDb } = cloud
  const table = dynamoDb.existing(input.TableName)
  if (dynamoDb.status(table) !== 'ACTIVE') throw inUse(table.name, dynamoDb.status(table))
  if (table.deletionProtected)
    throw new AwsError(
      'ValidationException',
      `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
    )
  const { TableDescription: stored } = await dynamoDb.items.send('DeleteTable', { TableName: table.name })
  table.deletedAt = cloud.clock.now()
  cloud.tags.forget(table.arn)
  return { TableDescription: dynamoDb.describe(table, stored as TableDescription) }
}

function inUse(name: string, status: string): AwsError {
  const doing = status === 'CREATING' ? 'created' : 'deleted'
  return new AwsError(
    'ResourceInUseException',
    `Attempt to change a resource which is still in use: Table is being ${doing}: ${name}`,
  )
}
