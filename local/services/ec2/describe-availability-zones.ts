import type {
  AvailabilityZone,
  DescribeAvailabilityZonesRequest,
  DescribeAvailabilityZonesResult,
} from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import type { Call } from '../../operation.ts'
import { applyFilters, type FilterNames } from './requests/filters.ts'

const filters: FilterNames<AvailabilityZone> = {
  'group-name': ({ GroupName }) => GroupName,
  message: () => undefined,
  'opt-in-status': ({ OptInStatus }) => OptInStatus,
  'parent-zone-id': ({ ParentZoneId }) => ParentZoneId,
  'parent-zone-name': ({ ParentZoneName }) => ParentZoneName,
  'region-name': ({ RegionName }) => RegionName,
  state: ({ State }) => State,
  'zone-id': ({ ZoneId }) => ZoneId,
  'zone-name': ({ ZoneName }) => ZoneName,
  'zone-type': ({ ZoneType }) => ZoneType,
}

/** The zones of the region; with AllAvailabilityZones also a local zone that nobody has opted in to. */
export function handle(input: DescribeAvailabilityZonesRequest, { cloud }: Call): DescribeAvailabilityZonesResult {
  const ordinary = [...cloud.ec2.subnets.values()].map(({ zone, zoneId }) => ordinaryZone(cloud, zone, zoneId))
  const zones = input.AllAvailabilityZones ? [...ordinary, localZone(cloud)] : ordinary
  const named = pick(zones, input.ZoneNames, 'ZoneName')
  return { AvailabilityZones: applyFilters(pick(named, input.ZoneIds, 'ZoneId'), input.Filters, filters) }
}

function pick(
  zones: AvailabilityZone[],
  wanted: string[] | undefined,
  member: 'ZoneName' | 'ZoneId',
): AvailabilityZone[] {
  if (!wanted?.length) return zones
  const missing = wanted.find((name) => !zones.some((zone) => zone[member] === name))
  if (missing) throw new AwsError('InvalidParameterValue', `Invalid availability zone: [${missing}]`)
  return zones.filter((zone) => wanted.includes(zone[member] ?? ''))
}

function ordinaryZone({ region }: Cloud, ZoneName: string, ZoneId: string): AvailabilityZone {
  return {
    ZoneName,
    ZoneId,
    RegionName: region,
    State: 'available',
    OptInStatus: 'opt-in-not-required',
    ZoneType: 'availability-zone',
    GroupName: `${region}-zg-1`,
    NetworkBorderGroup: region,
    Messages: [],
  }
}

function localZone({ region }: Cloud): AvailabilityZone {
  return {
    ZoneName: `${region}-lax-1a`,
    ZoneId: 'usw2-lax1-az1',
    RegionName: region,
    State: 'available',
    OptInStatus: 'not-opted-in',
    ZoneType: 'local-zone',
    GroupName: `${region}-lax-1`,
    NetworkBorderGroup: `${region}-lax-1`,
    Messages: [],
  }
}
