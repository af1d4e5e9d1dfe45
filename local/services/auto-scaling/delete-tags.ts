import type { DeleteTagsType } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { findLastingGroup } from './groups/find.ts'
import { tagResources } from './groups/tag-resources.ts'

/** Takes tags off groups; a value, where given, does not matter. */
export function handle({ Tags = [] }: DeleteTagsType, { cloud }: Call): Record<string, never> {
  const groups = Tags.map(({ ResourceId, Key = '' }) => ({
    group: findLastingGroup(cloud.autoScaling, ResourceId),
    Key,
  }))
  for (const { group, Key } of groups) {
    cloud.tags.remove(group.arn, [Key])
    group.propagated.delete(Key)
  }
  return {}
}

export const resources = tagResources
