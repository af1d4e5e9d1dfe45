import { type AttributeValue, DynamoDB } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ManualClock } from '../../../../local/clock.ts'
import type { Cloud } from '../../../../local/cloud.ts'
import { startCloud } from '../../../../local/start.ts'

const clock = new ManualClock()
let cloud: Cloud
let client: DynamoDB

beforeAll(async () => {
  cloud = await startCloud({ clock })
  client = new DynamoDB({
    endpoint: cloud.endpoint,
    region: cloud.region,
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
})
afterAll(() => cloud.close())

const keyed = (TableName: string) => ({
  TableName,
  BillingMode: 'PAY_PER_REQUEST' as const,
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' as const }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }],
})

async function activeTable(name: string) {
  await client.createTable(keyed(name))
  await clock.advance(8000)
}

const statusOf = async (name: string) => (await client.describeTable({ TableName: name })).Table?.TableStatus

test('an item of so many nested maps that the reading of it would overflow is refused', async () => {
  let M: AttributeValue = { S: 'x' }
  for (let depth = 0; depth < 600; depth++) M = { M: { in: M } }
  await expect(client.putItem({ TableName: 'any', Item: { pk: M } })).rejects.toMatchObject({
    name: 'SerializationException',
    $metadata: { httpStatusCode: 400 },
  })
})

test('a batch of more than a request may hold is refused in words', async () => {
  const puts = Array.from({ length: 26 }, (_, n) => ({ PutRequest: { Item: { pk: { S: String(n) } } } }))
  await expect(client.batchWriteItem({ RequestItems: { any: puts } })).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.not.stringContaining('object Object'),
  })
})

test('a condition of so many nested parentheses that dynalite would read it for ever is refused', async () => {
  await activeTable('nested')
  const put = (ConditionExpression: string) =>
    client.putItem({
      TableName: 'nested',
      Item: { pk: { S: 'x' } },
      ConditionExpression,
      ExpressionAttributeValues: { ':v': { S: 'x' } },
    })
  const nested = (depth: number): string => (depth === 0 ? 'pk <> :v' : `(pk <> :v AND ${nested(depth - 1)})`)
  await put(nested(2))
  await expect(put(nested(12))).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining('nested parentheses'),
  })
})

describe('a table', () => {
  test('is CREATING, then ACTIVE, then DELETING, then gone, as the clock says', async () => {
    await client.createTable(keyed('life'))
    expect(await statusOf('life')).toBe('CREATING')
    await expect(client.putItem({ TableName: 'life', Item: { pk: { S: 'early' } } })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    await clock.advance(8000)
    expect(await statusOf('life')).toBe('ACTIVE')
    await client.deleteTable({ TableName: 'life' })
    expect(await statusOf('life')).toBe('DELETING')
    await expect(client.deleteTable({ TableName: 'life' })).rejects.toMatchObject({ name: 'ResourceInUseException' })
    await clock.advance(6000)
    await expect(statusOf('life')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  test('can not be made twice', async () => {
    await activeTable('once')
    await expect(client.createTable(keyed('once'))).rejects.toMatchObject({
      name: 'ResourceInUseException',
      message: 'Table already exists: once',
    })
  })

  test('that is protected is not deleted', async () => {
    await client.createTable({ ...keyed('kept'), DeletionProtectionEnabled: true })
    await clock.advance(8000)
    await expect(client.deleteTable({ TableName: 'kept' })).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test('shows its tags by its ARN and loses them with itself', async () => {
    await client.createTable({ ...keyed('tagged'), Tags: [{ Key: 'team', Value: 'a' }] })
    const arn = cloud.dynamoDb.arnOf('tagged')
    expect((await client.listTagsOfResource({ ResourceArn: arn })).Tags).toEqual([{ Key: 'team', Value: 'a' }])
    await clock.advance(8000)
    await client.deleteTable({ TableName: 'tagged' })
    expect(cloud.tags.of(arn)).toEqual({})
  })

  test('is named by its own ARN, and by none of another account or region', async () => {
    await activeTable('owned')
    const arn = cloud.dynamoDb.arnOf('owned')
    await client.putItem({ TableName: arn, Item: { pk: { S: 'a' } } })
    for (const other of [arn.replace(cloud.account, '999999999999'), arn.replace(cloud.region, 'eu-west-1'), 'x/owned'])
      await expect(client.deleteTable({ TableName: other })).rejects.toMatchObject({
        $metadata: { httpStatusCode: 400 },
      })
    expect(await statusOf('owned')).toBe('ACTIVE')
    await expect(client.tagResource({ ResourceArn: 'owned', Tags: [{ Key: 'a', Value: 'b' }] })).rejects.toMatchObject({
      name: 'ValidationException',
    })
  })

  test('lists come in pages', async () => {
    await activeTable('page-one')
    await activeTable('page-two')
    const first = await client.listTables({ Limit: 1 })
    expect(first.TableNames).toHaveLength(1)
    const rest = await client.listTables({ ExclusiveStartTableName: first.LastEvaluatedTableName })
    expect(rest.TableNames).not.toContain(first.TableNames?.[0])
  })
})

describe('items', () => {
  beforeAll(() => activeTable('items'))

  test('keep every attribute type through the wire', async () => {
    const Item = {
      pk: { S: 'all' },
      number: { N: '1.5' },
      bytes: { B: new Uint8Array([0, 255]) },
      nested: { M: { list: { L: [{ BOOL: true }, { NULL: true }] } } },
    }
    await client.putItem({ TableName: 'items', Item })
    expect((await client.getItem({ TableName: 'items', Key: { pk: { S: 'all' } } })).Item).toEqual(Item)
  })

  test('refuse a write whose condition does not hold', async () => {
    const put = () =>
      client.putItem({
        TableName: 'items',
        Item: { pk: { S: 'lock' } },
        ConditionExpression: 'attribute_not_exists(pk)',
      })
    await put()
    await expect(put()).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' })
  })

  test('are shown with the failure of a condition where the request asks for it', async () => {
    const [Key, Item] = [
      { pk: { S: 'held' } },
      { pk: { S: 'held' }, by: { S: 'me' }, raw: { B: new Uint8Array([1, 2]) } },
    ]
    await client.putItem({ TableName: 'items', Item })
    const condition = { TableName: 'items', ConditionExpression: 'attribute_not_exists(pk)' }
    const asked = { ...condition, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }
    const failed = { name: 'ConditionalCheckFailedException', Item }
    await expect(client.putItem({ ...asked, Item: { ...Key, by: { S: 'you' } } })).rejects.toMatchObject(failed)
    await expect(client.deleteItem({ ...asked, Key })).rejects.toMatchObject(failed)
    const UpdateExpression = 'REMOVE #by'
    const update = { UpdateExpression, ExpressionAttributeNames: { '#by': 'by' } }
    await expect(client.updateItem({ ...asked, ...update, Key })).rejects.toMatchObject(failed)
    const silent = await client.deleteItem({ ...condition, Key }).catch((error: { Item?: unknown }) => error)
    expect((silent as { Item?: unknown }).Item).toBeUndefined()
  })

  test('are written and read in batches', async () => {
    const requests = Array.from({ length: 25 }, (_, index) => ({
      PutRequest: { Item: { pk: { S: `batch-${index}` } } },
    }))
    const { UnprocessedItems } = await client.batchWriteItem({ RequestItems: { items: requests } })
    expect(UnprocessedItems).toEqual({})
    const read = await client.batchGetItem({ RequestItems: { items: { Keys: [{ pk: { S: 'batch-3' } }] } } })
    expect(read.Responses?.items).toHaveLength(1)
  })

  test('are written and read in batches by the ARN of their table, which then names it in the answer', async () => {
    const arn = cloud.dynamoDb.arnOf('items')
    const Key = { pk: { S: 'by-arn' } }
    await client.batchWriteItem({ RequestItems: { [arn]: [{ PutRequest: { Item: Key } }] } })
    const { Responses } = await client.batchGetItem({ RequestItems: { [arn]: { Keys: [Key] } } })
    expect(Responses).toEqual({ [arn]: [Key] })
    const twice = { [arn]: { Keys: [Key] }, items: { Keys: [Key] } }
    await expect(client.batchGetItem({ RequestItems: twice })).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test('with a time to live are gone some time after it has passed', async () => {
    await client.updateTimeToLive({
      TableName: 'items',
      TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' },
    })
    const expiresAt = { N: String(Math.floor(clock.now() / 1000) + 60) }
    await client.putItem({ TableName: 'items', Item: { pk: { S: 'short' }, expiresAt } })
    await clock.advance(30_000)
    await cloud.dynamoDb.sweepExpired()
    expect((await client.getItem({ TableName: 'items', Key: { pk: { S: 'short' } } })).Item).toBeDefined()
    await clock.advance(31_000)
    await cloud.dynamoDb.sweepExpired()
    expect((await client.getItem({ TableName: 'items', Key: { pk: { S: 'short' } } })).Item).toBeUndefined()
    expect((await client.getItem({ TableName: 'items', Key: { pk: { S: 'all' } } })).Item).toBeDefined()
  })

  test('do not disturb the sweep that is under way when their table is deleted', async () => {
    const KeySchema = [{ AttributeName: 'pk', KeyType: 'HASH' as const }]
    const AttributeDefinitions = [{ AttributeName: 'pk', AttributeType: 'S' as const }]
    await client.createTable({ TableName: 'brief', BillingMode: 'PAY_PER_REQUEST', KeySchema, AttributeDefinitions })
    await clock.advance(60_000)
    const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expiresAt' }
    await client.updateTimeToLive({ TableName: 'brief', TimeToLiveSpecification })
    const sweep = cloud.dynamoDb.sweepExpired()
    await Promise.all([cloud.dynamoDb.items.send('DeleteTable', { TableName: 'brief' }), sweep])
  })
})
