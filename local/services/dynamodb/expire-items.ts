import type { AttributeValue, KeySchemaElement } from '@aws-sdk/client-dynamodb'
import type { ItemStore } from './store.ts'

type Item = Record<string, AttributeValue>

/** Deletes the items whose expiry attribute holds a time before `now` (milliseconds), page by page. */
export async function expireItems(items: ItemStore, table: string, attribute: string, now: number) {
  const described = (await items.send('DescribeTable', { TableName: table })) as {
    Table: { KeySchema: KeySchemaElement[] }
  }
  const keys = described.Table.KeySchema.map(({ AttributeName }) => AttributeName ?? '')
  let from: Item | undefined
  do {
    const page = await items.send('Scan', {
      TableName: table,
      FilterExpression: '#expiry < :now',
      ExpressionAttributeNames: { '#expiry': attribute },
      ExpressionAttributeValues: { ':now': { N: String(Math.floor(now / 1000)) } },
      ...(from ? { ExclusiveStartKey: from } : {}),
    })
    for (const item of page.Items as Item[])
      await items.send('DeleteItem', { TableName: table, Key: keyOf(item, keys) })
    from = page.LastEvaluatedKey as Item | undefined
  } while (from)
}

function keyOf(item: Item, names: string[]): Item {
  return Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])))
}
