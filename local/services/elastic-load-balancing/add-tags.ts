import type { AddTagsInput, AddTagsOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Call } from '../../operation.ts'
import { checkTaggable, checkTags } from './tags.ts'

export function resources({ ResourceArns = [] }: AddTagsInput): string[] {
  return ResourceArns
}

export function handle({ ResourceArns = [], Tags = [] }: AddTagsInput, { cloud }: Call): AddTagsOutput {
  checkTaggable(cloud, ResourceArns)
  for (const arn of ResourceArns) checkTags(Tags, cloud.tags.of(arn))
  for (const arn of ResourceArns) cloud.tags.add(arn, Tags)
  return {}
}
