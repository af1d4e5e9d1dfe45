import type { Call, Operation } from '../../operation.ts'

type OneTable = { TableName?: string; IndexName?: string }
type ManyTables = { RequestItems?: Record<string, unknown> }

/** An operation on the items of one table, which dynalite carries out. */
export function itemOperation(name: string): Required<Pick<Operation, 'handle' | 'resources'>> {
  return {
    resources: ({ TableName = '', IndexName }: OneTable, { cloud }: Call) => {
      const arn = cloud.dynamoDb.arnOf(TableName)
      return [IndexName === undefined ? arn : `${arn}/index/${IndexName}`]
    },
    handle: (input: OneTable, { cloud }: Call) => {
      const { name: TableName } = cloud.dynamoDb.active(input.TableName)
      return cloud.dynamoDb.items.send(name, { ...input, TableName })
    },
  }
}

/** An operation on items of several tables at once. */
export function batchOperation(name: string): Required<Pick<Operation, 'handle' | 'resources'>> {
  return {
    resources: ({ RequestItems = {} }: ManyTables, { cloud }: Call) =>
      Object.keys(RequestItems).map((table) => cloud.dynamoDb.arnOf(table)),
    handle: (input: ManyTables, { cloud }: Call) => {
      for (const table of Object.keys(input.RequestItems ?? {})) cloud.dynamoDb.active(table)
      return cloud.dynamoDb.items.send(name, input)
    },
  }
}
