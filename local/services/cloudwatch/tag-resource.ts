import type { TagResourceInput } from '@aws-sdk/client-cloudwatch'
import type { Call } from '../../operation.ts'
import { checkTaggable } from './taggable.ts'

export { resources } from './taggable.ts'

export function handle(input: TagResourceInput, call: Call) {
  call.cloud.tags.add(checkTaggable(input, call), input.Tags ?? [])
  return {}
}
