import type {
  _InstanceType,
  DescribeInstanceTypeOfferingsRequest,
  DescribeInstanceTypeOfferingsResult,
  InstanceTypeOffering,
} from '@aws-sdk/client-ec2'
import type { Cloud } from '../../cloud.ts'
import type { Call } from '../../operation.ts'
import { applyFilters, type FilterNames } from './requests/filters.ts'
import { page } from './requests/page.ts'
import { instanceTypes } from './resources/instance-type.ts'

const filters: FilterNames<InstanceTypeOffering> = {
  'instance-type': ({ InstanceType }) => InstanceType,
  location: ({ Location }) => Location,
}

/** Which instance types the region, or each of its zones, offers: all of them everywhere. */
export function handle(
  input: DescribeInstanceTypeOfferingsRequest,
  { cloud }: Call,
): DescribeInstanceTypeOfferingsResult {
  const LocationType = input.LocationType ?? 'region'
  const offerings = locations(cloud, LocationType).flatMap((Location) =>
    [...instanceTypes.keys()].map((name) => ({ InstanceType: name as _InstanceType, LocationType, Location })),
  )
  const { items, ...rest } = page(
    applyFilters(offerings, input.Filters, filters),
    ({ InstanceType, Location }) => `${InstanceType} ${Location}`,
    input,
  )
  return { InstanceTypeOfferings: items, ...rest }
}

function locations({ region, zones, ec2 }: Cloud, type: string): readonly string[] {
  if (type === 'availability-zone') return zones
  if (type === 'availability-zone-id') return [...ec2.subnets.values()].map(({ zoneId }) => zoneId)
  return type === 'region' ? [region] : []
}
