import { randomUUID } from 'node:crypto'
import type { CreateTableInput, CreateTableOutput, TableDescription } from '@aws-sdk/client-dynamodb'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { taggingNeeds } from '../../tagging-needs.ts'
import { resources } from './table-resource.ts'

export { resources }

export const needs = taggingNeeds('dynamodb:TagResource', resources)

export async function handle(input: CreateTableInput, { cloud }: Call): Promise<CreateTableOutput> {
  const { dynamoDb } = cloud
  const name = input.TableName ?? ''
  if (dynamoDb.find(name)) throw new AwsError('ResourceInUseException', `Table already exists: ${name}`)
  const { Tags, SSESpecification, DeletionProtectionEnabled, TableClass, StreamSpecification: _, ...rest } = input
  const { TableDescription: stored } = await dynamoDb.items.send('CreateTable', rest)
  const table = {
    name,
    arn: dynamoDb.arnOf(name),
    id: randomUUID(),
    createdAt: cloud.clock.now(),
    deletionProtected: DeletionProtectionEnabled ?? false,
    pointInTimeRecovery: false,
    tableClass: TableClass ?? 'STANDARD',
    encrypted: SSESpecification,
  }
  dynamoDb.add(table)
  if (Tags) cloud.tags.add(table.arn, Tags)
  return { TableDescription: dynamoDb.describe(table, stored as TableDescription) }
}
