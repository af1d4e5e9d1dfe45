import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb'
import { variable } from './aws.ts'

/** The stack's table of runs: what breaks a service and what was seen of it, kept for a month. */
export const runs = DynamoDBDocumentClient.from(new DynamoDBClient(), {
  marshallOptions: { removeUndefinedValues: true },
})

/** The name of the table, which the stack gives. */
export function runsTable(): string {
  return variable('RUNS_TABLE')
}

/** Seconds since the epoch after which DynamoDB may forget an item. */
export function inAMonth(): number {
  return Math.floor(Date.now() / 1_000) + 30 * 24 * 60 * 60
}

/** The item of a key, as it was written last. */
export async function itemAt<Item>(Key: Record<string, string>): Promise<Item | undefined> {
  const request = new GetCommand({ TableName: runsTable(), Key, ConsistentRead: true })
  return (await runs.send(request)).Item as Item | undefined
}

/** All items that a condition on the key finds, as they were written last, however many pages they take. */
export async function* itemsWhere<Item>(
  KeyConditionExpression: string,
  ExpressionAttributeValues: Record<string, string>,
): AsyncIterable<Item> {
  const query = { TableName: runsTable(), ConsistentRead: true, KeyConditionExpression, ExpressionAttributeValues }
  for await (const { Items = [] } of paginateQuery({ client: runs }, query)) yield* Items as Item[]
}

/** What a conditional request answers; undefined where its condition does not hold. */
export async function ifConditionHolds<Answer>(request: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await request
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined
    throw error
  }
}
