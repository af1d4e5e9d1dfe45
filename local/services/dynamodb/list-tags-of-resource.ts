import type { ListTagsOfResourceInput, ListTagsOfResourceOutput } from '@aws-sdk/client-dynamodb'
import type { Call } from '../../operation.ts'

export { resources } from './table-resource.ts'

export function handle(input: ListTagsOfResourceInput, { cloud }: Call): ListTagsOfResourceOutput {
  return { Tags: cloud.tags.listOf(cloud.dynamoDb.tagged(input.ResourceArn).arn) }
}
