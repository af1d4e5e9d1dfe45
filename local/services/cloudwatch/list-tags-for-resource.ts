import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-cloudwatch'
import type { Call } from '../../operation.ts'
import { checkTaggable } from './taggable.ts'

export { resources } from './taggable.ts'

export function handle(input: ListTagsForResourceInput, call: Call): ListTagsForResourceOutput {
  return { Tags: call.cloud.tags.listOf(checkTaggable(input, call)) }
}
