import type { DescribeTableInput, DescribeTableOutput, TableDescription } from '@aws-sdk/client-dynamodb'
import type { Call } from '../../operation.ts'

export { resources } from './table-resource.ts'

export async function handle(input: DescribeTableInput, { cloud }: Call): Promise<DescribeTableOutput> {
  const table = cloud.dynamoDb.existing(input.TableName)
  if (table.deletedAt !== undefined) return { Table: cloud.dynamoDb.describe(table, undefined) }
  const { Table: stored } = await cloud.dynamoDb.items.send('DescribeTable', { TableName: table.name })
  return { Table: cloud.dynamoDb.describe(table, stored as TableDescription) }
}
