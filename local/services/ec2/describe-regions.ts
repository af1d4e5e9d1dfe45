import type { DescribeRegionsRequest, DescribeRegionsResult, Region } from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { applyFilters, type FilterNames } from './requests/filters.ts'

const filters: FilterNames<Region> = {
  endpoint: ({ Endpoint }) => Endpoint,
  'opt-in-status': ({ OptInStatus }) => OptInStatus,
  'region-name': ({ RegionName }) => RegionName,
}

/** The one region this cloud has. */
export function handle({ RegionNames, Filters }: DescribeRegionsRequest, { cloud }: Call): DescribeRegionsResult {
  const unknown = RegionNames?.find((name) => name !== cloud.region)
  if (unknown) throw new AwsError('InvalidParameterValue', `Invalid region names: [${unknown}]`)
  const region: Region = {
    RegionName: cloud.region,
    Endpoint: `ec2.${cloud.region}.amazonaws.com`,
    OptInStatus: 'opt-in-not-required',
  }
  return { Regions: applyFilters([region], Filters, filters) }
}
