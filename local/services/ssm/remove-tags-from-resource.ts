import type { RemoveTagsFromResourceRequest } from '@aws-sdk/client-ssm'
import type { Call } from '../../operation.ts'
import { taggedParameter } from './tagged-parameter.ts'

export { resources } from './parameter-resource.ts'

export function handle(input: RemoveTagsFromResourceRequest, { cloud }: Call) {
  cloud.tags.remove(taggedParameter(cloud, input), input.TagKeys ?? [])
}
