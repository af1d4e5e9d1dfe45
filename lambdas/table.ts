import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
  type TableDescription,
  type Tag,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb'
import seed from '../instance/seed.json' with { type: 'json' }
import { found, given, isOurs, refuseUnlessOurs } from './core/aws.ts'
import { StepError } from './core/errors.ts'
import { namesOf, tagsOf } from './core/names.ts'
import { payload, step } from './core/step.ts'

const dynamoDb = new DynamoDBClient()

/** DynamoDB's limit of items in one BatchWriteItem. */
const batchSize = 25

/** How often a batch's unprocessed items are sent again before the state machine waits and repeats the step. */
const rounds = 4

export const CreateTable = step(payload({}), async ({ service, execution }) => {
  const { table } = namesOf(service)
  const present = await described(table)
  if (!present) return { status: await created(table, service, execution) }
  if (present.TableStatus === 'DELETING') {
    throw new StepError('InUse', `The table ${table} is still being deleted.`)
  }
  refuseUnlessOurs(await tagsOn(present), service, `The table ${table}`)
  return { status: present.TableStatus }
})

/** `ready` once the table takes reads and writes. */
export const CheckTable = step(payload({}), async ({ service }) => {
  const { table } = namesOf(service)
  const present = await described(table)
  return { ready: present?.TableStatus === 'ACTIVE', status: present?.TableStatus ?? 'absent' }
})

/** Writing the same item twice changes nothing, so the whole seed is written on every run. */
export const PopulateTable = step(payload({}), async ({ service }) => {
  const { table } = namesOf(service)
  const requests: WriteRequest[] = seed.map((Item) => ({ PutRequest: { Item } }))
  for (let start = 0; start < requests.length; start += batchSize) {
    await written(table, requests.slice(start, start + batchSize))
  }
  return { items: requests.length }
})

/** `gone` once the table no longer exists, or if it was never ours. */
export const DeleteTable = step(payload({}), async ({ service }) => {
  const { table } = namesOf(service)
  const present = await described(table)
  if (!present) return { gone: true }
  if (present.TableStatus !== 'ACTIVE') return { gone: false }
  if (!isOurs(await tagsOn(present), service)) return { gone: true }
  await found(dynamoDb.send(new DeleteTableCommand({ TableName: table })))
  return { gone: false }
})

async function described(TableName: string): Promise<TableDescription | undefined> {
  const answer = await found(dynamoDb.send(new DescribeTableCommand({ TableName })))
  return answer?.Table
}

async function tagsOn({ TableArn }: TableDescription): Promise<Tag[]> {
  const ResourceArn = given(TableArn, 'TableArn')
  const answer = await found(dynamoDb.send(new ListTagsOfResourceCommand({ ResourceArn })))
  return answer?.Tags ?? []
}

async function created(TableName: string, service: string, execution: string) {
  const { TableDescription } = await dynamoDb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'MediaType', AttributeType: 'S' },
        { AttributeName: 'ItemId', AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: 'MediaType', KeyType: 'HASH' },
        { AttributeName: 'ItemId', KeyType: 'RANGE' },
      ],
      Tags: tagsOf(service, execution),
    }),
  )
  return TableDescription?.TableStatus
}

/** DynamoDB answers 200 even if it did not process some of the items; those are sent again. */
async function written(table: string, batch: WriteRequest[]): Promise<void> {
  let remaining = batch
  for (let round = 0; round < rounds && remaining.length; round++) {
    const { UnprocessedItems } = await dynamoDb.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: remaining } }),
    )
    remaining = UnprocessedItems?.[table] ?? []
  }
  if (remaining.length)
    throw new StepError('Throttled', `DynamoDB left ${remaining.length} items unprocessed after ${rounds} attempts.`)
}
