import { BatchWriteItemCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import { describe, expect, jest, test } from '@jest/globals'
import { namesOf } from '../../../lambdas/core/names.ts'
import { CheckTable, CreateTable, PopulateTable } from '../../../lambdas/table.ts'
import { asAdministrator } from '../local-account.ts'
import { run, runUntil } from '../step-run.ts'

describe('the table', () => {
  const titles = async (service: string) => {
    const { Items = [] } = await new DynamoDBClient(asAdministrator).send(
      new ScanCommand({ TableName: namesOf(service).table }),
    )
    return Items.map(({ Title }) => Title?.S)
  }

  test('is filled once it is active, and filled again without a change', async () => {
    await run(CreateTable, 'tab-a')
    await runUntil('ready', CheckTable, 'tab-a')
    await expect(run(PopulateTable, 'tab-a')).resolves.toEqual({ items: 9 })
    await run(PopulateTable, 'tab-a')
    expect(new Set(await titles('tab-a')).size).toBe(9)
  })

  test('gets the items that DynamoDB did not process at first, and is Throttled if that goes on', async () => {
    await run(CreateTable, 'tab-b')
    await runUntil('ready', CheckTable, 'tab-b')
    const send = DynamoDBClient.prototype.send as (
      this: DynamoDBClient,
      command: BatchWriteItemCommand,
    ) => Promise<object>
    let putOff = 2
    const spy = jest.spyOn(DynamoDBClient.prototype, 'send')
    spy.mockImplementation(async function (this: DynamoDBClient, command: unknown) {
      const write = command as BatchWriteItemCommand
      if (!(write instanceof BatchWriteItemCommand) || putOff-- <= 0) return send.call(this, write)
      return { UnprocessedItems: write.input.RequestItems }
    } as never)
    await run(PopulateTable, 'tab-b')
    putOff = 100
    await expect(run(PopulateTable, 'tab-b')).rejects.toMatchObject({ name: 'Throttled' })
    spy.mockRestore()
    expect(await titles('tab-b')).toHaveLength(9)
  })
})
