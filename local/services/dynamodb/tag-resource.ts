import type { TagResourceInput } from '@aws-sdk/client-dynamodb'
import type { Call } from '../../operation.ts'

export { resources } from './table-resource.ts'

export function handle(input: TagResourceInput, { cloud }: Call) {
  cloud.tags.add(cloud.dynamoDb.tagged(input.ResourceArn).arn, input.Tags ?? [])
}
