import type { RemoveTagsInput, RemoveTagsOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Call } from '../../operation.ts'
import { checkTaggable } from './tags.ts'

export function resources({ ResourceArns = [] }: RemoveTagsInput): string[] {
  return ResourceArns
}

export function handle({ ResourceArns = [], TagKeys = [] }: RemoveTagsInput, { cloud }: Call): RemoveTagsOutput {
  checkTaggable(cloud, ResourceArns)
  for (const arn of ResourceArns) cloud.tags.remove(arn, TagKeys)
  return {}
}
