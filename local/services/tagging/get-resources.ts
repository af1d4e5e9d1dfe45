import type { GetResourcesInput, GetResourcesOutput, TagFilter } from '@aws-sdk/client-resource-groups-tagging-api'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { page } from './page.ts'
import { resourceTypeOf, type TaggedResource, taggedResources } from './tagged-resources.ts'

export function handle(input: GetResourcesInput, { cloud }: Call): GetResourcesOutput {
  check(input)
  const { ResourceARNList, ResourceTypeFilters, TagFilters = [], ResourcesPerPage } = input
  const fits = ({ arn, tags }: TaggedResource) =>
    (!ResourceARNList?.length || ResourceARNList.includes(arn)) &&
    (!ResourceTypeFilters?.length || ResourceTypeFilters.some((filter) => isOfType(arn, filter))) &&
    TagFilters.every((filter) => hasTag(tags, filter))
  const found = taggedResources(cloud).filter(fits)
  const { items, PaginationToken } = page(found, ({ arn }) => arn, input.PaginationToken, ResourcesPerPage ?? 50)
  const ResourceTagMappingList = items.map(({ arn, tags }) => ({
    ResourceARN: arn,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  }))
  return { PaginationToken, ResourceTagMappingList }
}

/** A filter names a service, or a service and a type: `ec2`, `ec2:instance`. */
function isOfType(arn: string, filter: string): boolean {
  const own = resourceTypeOf(arn)
  const [service, type] = filter.split(':')
  return own.service === service && (type === undefined || own.type === type)
}

function hasTag(tags: Record<string, string>, { Key = '', Values = [] }: TagFilter): boolean {
  const value = tags[Key]
  return value !== undefined && (Values.length === 0 || Values.includes(value))
}

function check(input: GetResourcesInput) {
  const { ResourceARNList, ResourceTypeFilters, TagFilters, ResourcesPerPage } = input
  if (ResourceARNList?.length && (ResourceTypeFilters?.length || TagFilters?.length || ResourcesPerPage))
    throw invalid('ResourceARNList cannot be used together with ResourcesPerPage, TagFilters or ResourceTypeFilters.')
  if ((ResourceARNList?.length ?? 0) > 100) throw invalid('ResourceARNList can hold at most 100 ARNs.')
  if (ResourcesPerPage !== undefined && !(ResourcesPerPage >= 1 && ResourcesPerPage <= 100))
    throw invalid('ResourcesPerPage must be between 1 and 100.')
  const nameless = TagFilters?.find(({ Key }) => !Key)
  if (nameless) throw invalid('A tag filter needs a Key.')
  const odd = ResourceTypeFilters?.find((filter) => !/^[a-z0-9-]+(:[\w-]+)?$/.test(filter))
  if (odd) throw invalid(`Unsupported ResourceType ${odd}`)
}

const invalid = (message: string) => new AwsError('InvalidParameterException', message)
