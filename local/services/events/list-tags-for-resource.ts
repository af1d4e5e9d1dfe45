import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-eventbridge'
import type { Call } from '../../operation.ts'
import { checkTaggable } from './taggable.ts'

export { taggedOnly as resources } from './taggable.ts'

export function handle(input: ListTagsForResourceRequest, call: Call): ListTagsForResourceResponse {
  return { Tags: call.cloud.tags.listOf(checkTaggable(input, call)) }
}
