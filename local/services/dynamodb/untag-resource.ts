import type { UntagResourceInput } from '@aws-sdk/client-dynamodb'
import type { Call } from '../../operation.ts'

export { resources } from './table-resource.ts'

export function handle(input: UntagResourceInput, { cloud }: Call) {
  cloud.tags.remove(cloud.dynamoDb.tagged(input.ResourceArn).arn, input.TagKeys ?? [])
}
