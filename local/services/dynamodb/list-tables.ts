import type { ListTablesInput, ListTablesOutput } from '@aws-sdk/client-dynamodb'
import type { Call } from '../../operation.ts'

export function handle(input: ListTablesInput, { cloud }: Call): ListTablesOutput {
  const from = input.ExclusiveStartTableName
  const names = cloud.dynamoDb.tables.map(({ name }) => name).sort()
  const rest = from === undefined ? names : names.filter((name) => name > from)
  const page = rest.slice(0, input.Limit ?? 100)
  const last = page.at(-1)
  return { TableNames: page, ...(page.length < rest.length && last ? { LastEvaluatedTableName: last } : {}) }
}
