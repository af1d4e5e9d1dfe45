import type { DescribeTagsRequest, DescribeTagsResult, TagDescription } from '@aws-sdk/client-ec2'
import type { Cloud } from '../../cloud.ts'
import type { Call } from '../../operation.ts'
import { applyFilters, type FilterNames } from './requests/filters.ts'
import { page } from './requests/page.ts'

const filters: FilterNames<TagDescription> = {
  key: ({ Key }) => Key,
  'resource-id': ({ ResourceId }) => ResourceId,
  'resource-type': ({ ResourceType }) => ResourceType,
  value: ({ Value }) => Value,
}

/** Describes the tags of all EC2 resources. `tag:KEY` finds the resources with that tag. */
export function handle(input: DescribeTagsRequest, { cloud }: Call): DescribeTagsResult {
  const found = applyFilters(allTags(cloud), input.Filters, filters, ({ Key = '', Value = '' }) => ({ [Key]: Value }))
  const { items, ...rest } = page(found, ({ ResourceId, Key }) => `${ResourceId} ${Key}`, input)
  return { Tags: items, ...rest }
}

function* allTags({ tags, region, account }: Cloud): Iterable<TagDescription> {
  const prefix = `arn:aws:ec2:${region}:${account}:`
  for (const [arn, own] of tags.all()) {
    if (!arn.startsWith(prefix)) continue
    const [type, ResourceId] = arn.slice(prefix.length).split('/')
    const ResourceType = type as NonNullable<TagDescription['ResourceType']>
    for (const [Key, Value] of Object.entries(own))
      yield { Key, Value, ResourceType, ...(ResourceId ? { ResourceId } : {}) }
  }
}
