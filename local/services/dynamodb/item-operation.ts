import { AwsError } from '../../aws-error.ts'
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

/** An operation on items of several tables at once, each by its name or its ARN; the answer names it in the same way. */
export function batchOperation(name: string): Required<Pick<Operation, 'handle' | 'resources'>> {
  return {
    resources: ({ RequestItems = {} }: ManyTables, { cloud }: Call) =>
      Object.keys(RequestItems).map((table) => cloud.dynamoDb.arnOf(table)),
    handle: async (input: ManyTables, { cloud }: Call) => {
      const asked = Object.keys(input.RequestItems ?? {})
      const names = asked.map((each) => cloud.dynamoDb.active(each).name)
      refuseTwice(names)
      const request = { ...input, RequestItems: renamed(input.RequestItems, asked, names) }
      const answer = await cloud.dynamoDb.items.send(name, request)
      for (const member of membersByTable) answer[member] = renamed(answer[member], names, asked)
      return answer
    },
  }
}

const membersByTable = ['Responses', 'UnprocessedKeys', 'UnprocessedItems', 'ItemCollectionMetrics']

/** What is kept under each of some names, under the names at the same places in the other list. */
function renamed(items: unknown, names: readonly string[], others: readonly string[]): unknown {
  if (!items) return items
  return Object.fromEntries(Object.entries(items).map(([each, item]) => [others[names.indexOf(each)] ?? each, item]))
}

function refuseTwice(names: readonly string[]) {
  const twice = names.find((each, at) => names.indexOf(each) !== at)
  if (twice === undefined) return
  const words = `A table by its name and by its ARN in one batch, as ${twice}, is not supported by this cloud.`
  throw new AwsError('ValidationException', words)
}
