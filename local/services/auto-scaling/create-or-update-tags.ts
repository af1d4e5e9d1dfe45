import type { CreateOrUpdateTagsType } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { findLastingGroup } from './groups/find.ts'
import { tagResources } from './groups/tag-resources.ts'
import { checkTags, setTags } from './groups/tags.ts'

/** Sets tags on groups, each tag naming its group. */
export function handle({ Tags = [] }: CreateOrUpdateTagsType, { cloud }: Call): Record<string, never> {
  checkTags(Tags)
  const groups = Tags.map(({ ResourceId }) => findLastingGroup(cloud.autoScaling, ResourceId))
  Tags.forEach((tag, index) => {
    const group = groups[index]
    if (group) setTags(cloud, group, [tag])
  })
  return {}
}

export const resources = tagResources
