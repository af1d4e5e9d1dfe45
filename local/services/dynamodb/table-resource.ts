import type { Call } from '../../operation.ts'

/** The ARN of the table an operation names by name or ARN. */
export function resources(
  { TableName, ResourceArn }: { TableName?: string; ResourceArn?: string },
  { cloud }: Call,
): string[] {
  return [cloud.dynamoDb.arnOf(TableName ?? ResourceArn ?? '')]
}
