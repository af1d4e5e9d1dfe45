import { AwsError } from '../../aws-error.ts'
import type { Json } from './store.ts'

/** Carries out an operation in DynamoDB's JSON. */
type CarryOut = (operation: string, request: Json) => Promise<Json>

/** The failure of a write, with the item that its condition was held against where the request asks to see it. */
export async function withFailedItem(failure: unknown, request: Json, carryOut: CarryOut): Promise<unknown> {
  const isAsked = request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD'
  if (!isAsked || !(failure instanceof AwsError) || failure.code !== 'ConditionalCheckFailedException') return failure
  const { TableName } = request
  const Key = request.Key ?? (await keyOf(request.Item as Json, TableName, carryOut))
  const { Item } = await carryOut('GetItem', { TableName, Key, ConsistentRead: true })
  return Item === undefined ? failure : new AwsError(failure.code, failure.message, failure.status, { Item })
}

async function keyOf(item: Json, TableName: unknown, carryOut: CarryOut): Promise<Json> {
  const { Table } = (await carryOut('DescribeTable', { TableName })) as {
    Table: { KeySchema: { AttributeName: string }[] }
  }
  return Object.fromEntries(Table.KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]))
}
