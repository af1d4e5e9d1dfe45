import type { GetTagValuesInput, GetTagValuesOutput } from '@aws-sdk/client-resource-groups-tagging-api'
import type { Call } from '../../operation.ts'
import { page } from './page.ts'
import { taggedResources } from './tagged-resources.ts'

const valuesPerPage = 1000

export function handle(input: GetTagValuesInput, { cloud }: Call): GetTagValuesOutput {
  const own = taggedResources(cloud).map(({ tags }) => tags[input.Key ?? ''])
  const values = [...new Set(own.filter((value) => value !== undefined))].sort()
  const { items, PaginationToken } = page(values, (value) => value, input.PaginationToken, valuesPerPage)
  return { PaginationToken, TagValues: items }
}
