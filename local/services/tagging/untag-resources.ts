import type { UntagResourcesInput, UntagResourcesOutput } from '@aws-sdk/client-resource-groups-tagging-api'
import type { Call } from '../../operation.ts'
import { changeTags } from './change-tags.ts'

export function handle(
  { ResourceARNList, TagKeys = [] }: UntagResourcesInput,
  call: Call,
): Promise<UntagResourcesOutput> {
  return changeTags(ResourceARNList, (tagging, arn) => tagging.untag(arn, TagKeys), call)
}
