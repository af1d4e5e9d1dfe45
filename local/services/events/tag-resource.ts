import type { TagResourceRequest } from '@aws-sdk/client-eventbridge'
import type { Call } from '../../operation.ts'
import { checkTaggable } from './taggable.ts'

export { taggedOnly as resources } from './taggable.ts'

export function handle(input: TagResourceRequest, call: Call) {
  call.cloud.tags.add(checkTaggable(input, call), input.Tags ?? [])
  return {}
}
