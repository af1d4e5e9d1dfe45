import type { GetTagKeysInput, GetTagKeysOutput } from '@aws-sdk/client-resource-groups-tagging-api'
import type { Call } from '../../operation.ts'
import { page } from './page.ts'
import { taggedResources } from './tagged-resources.ts'

const keysPerPage = 1000

export function handle(input: GetTagKeysInput, { cloud }: Call): GetTagKeysOutput {
  const keys = [...new Set(taggedResources(cloud).flatMap(({ tags }) => Object.keys(tags)))].sort()
  const { items, PaginationToken } = page(keys, (key) => key, input.PaginationToken, keysPerPage)
  return { PaginationToken, TagKeys: items }
}
