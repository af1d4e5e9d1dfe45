import type { UntagResourceRequest } from '@aws-sdk/client-eventbridge'
import type { Call } from '../../operation.ts'
import { checkTaggable } from './taggable.ts'

export { taggedOnly as resources } from './taggable.ts'

export function handle(input: UntagResourceRequest, call: Call) {
  call.cloud.tags.remove(checkTaggable(input, call), input.TagKeys ?? [])
  return {}
}
