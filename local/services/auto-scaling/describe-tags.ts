import type { DescribeTagsType, Filter, TagDescription, TagsType } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { validationError } from './groups/errors.ts'
import { page } from './groups/page.ts'
import { tagViews } from './groups/tags.ts'

const readers: Record<string, (tag: TagDescription) => string | undefined> = {
  'auto-scaling-group': ({ ResourceId }) => ResourceId,
  key: ({ Key }) => Key,
  'propagate-at-launch': ({ PropagateAtLaunch }) => String(PropagateAtLaunch),
  value: ({ Value }) => Value,
}

/** Describes the tags of all groups. */
export function handle(input: DescribeTagsType, { cloud }: Call): TagsType {
  const all = [...cloud.autoScaling.groups.values()].flatMap((group) => tagViews(cloud, group))
  const found = (input.Filters ?? []).reduce((rest, filter) => rest.filter(toTest(filter)), all)
  const { items, ...rest } = page(found, ({ ResourceId, Key }) => `${ResourceId} ${Key}`, input)
  return { Tags: items, ...rest }
}

function toTest({ Name = '', Values = [] }: Filter): (tag: TagDescription) => boolean {
  const read = readers[Name]
  if (!read)
    throw validationError(
      `Filter type ${Name} is not correct. Allowed Filter types are: ${Object.keys(readers).join(' ')}`,
    )
  return (tag) => Values.includes(read(tag) ?? '')
}
