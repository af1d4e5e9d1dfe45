import type { Tag, TagDescription } from '@aws-sdk/client-auto-scaling'
import type { Cloud } from '../../../cloud.ts'
import { validationError } from './errors.ts'
import type { Group } from './group.ts'

/** Sets tags on a group. Throws for tags Auto Scaling refuses. */
export function setTags(cloud: Cloud, group: Group, tags: readonly Tag[]): void {
  checkTags(tags)
  cloud.tags.add(group.arn, tags)
  for (const { Key = '', PropagateAtLaunch = false } of tags) group.propagated.set(Key, PropagateAtLaunch)
}

export function checkTags(tags: readonly Tag[]): void {
  for (const { Key = '', Value = '', ResourceType = 'auto-scaling-group' } of tags) {
    if (ResourceType !== 'auto-scaling-group') throw validationError(`ResourceType ${ResourceType} is not supported.`)
    if (/^aws:/i.test(Key)) throw validationError(`Tag keys with prefix 'aws:' are reserved for system use.`)
    if (Key === '' || Key.length > 128)
      throw validationError('Tag keys must be between 1 and 128 characters in length.')
    if (Value.length > 256) throw validationError('Tag values must be at most 256 characters in length.')
  }
  if (tags.length > 50) throw validationError('The maximum number of tags for this resource has been reached.')
}

/** The tags of a group as the API shows them. */
export function tagViews(cloud: Cloud, group: Group): TagDescription[] {
  return Object.entries(cloud.tags.of(group.arn)).map(([Key, Value]) => ({
    Key,
    Value,
    PropagateAtLaunch: group.propagated.get(Key) ?? false,
    ResourceId: group.name,
    ResourceType: 'auto-scaling-group',
  }))
}
