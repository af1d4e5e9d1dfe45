import type { UntagResourceInput } from '@aws-sdk/client-cloudwatch'
import type { Call } from '../../operation.ts'
import { checkTaggable } from './taggable.ts'

export { resources } from './taggable.ts'

export function handle(input: UntagResourceInput, call: Call) {
  call.cloud.tags.remove(checkTaggable(input, call), input.TagKeys ?? [])
  return {}
}
