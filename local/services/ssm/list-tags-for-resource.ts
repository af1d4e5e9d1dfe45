import type { ListTagsForResourceRequest, ListTagsForResourceResult } from '@aws-sdk/client-ssm'
import type { Call } from '../../operation.ts'
import { taggedParameter } from './tagged-parameter.ts'

export { resources } from './parameter-resource.ts'

export function handle(input: ListTagsForResourceRequest, { cloud }: Call): ListTagsForResourceResult {
  return { TagList: cloud.tags.listOf(taggedParameter(cloud, input)) }
}
