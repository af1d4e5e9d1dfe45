import type { TagResourcesInput, TagResourcesOutput } from '@aws-sdk/client-resource-groups-tagging-api'
import type { Call } from '../../operation.ts'
import { changeTags } from './change-tags.ts'

export function handle({ ResourceARNList, Tags = {} }: TagResourcesInput, call: Call): Promise<TagResourcesOutput> {
  return changeTags(ResourceARNList, (tagging, arn) => tagging.tag(arn, Tags), call)
}
