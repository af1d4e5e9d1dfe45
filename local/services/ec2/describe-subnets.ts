import type { DescribeSubnetsRequest, DescribeSubnetsResult, Subnet as SubnetShape } from '@aws-sdk/client-ec2'
import type { Cloud } from '../../cloud.ts'
import type { Call } from '../../operation.ts'
import { applyFilters, type FilterNames } from './requests/filters.ts'
import { page } from './requests/page.ts'
import { findAll } from './requests/resource-id.ts'
import type { Subnet } from './resources/network.ts'

/** Describes subnets: this account has the default subnet of each zone. */
export function handle(input: DescribeSubnetsRequest, { cloud }: Call): DescribeSubnetsResult {
  const { ec2, tags } = cloud
  const candidates = input.SubnetIds?.length ? findAll(ec2.subnets, input.SubnetIds, 'subnet') : ec2.subnets.values()
  const found = applyFilters(candidates, input.Filters, filtersOf(cloud), ({ id }) => tags.of(ec2.arn('subnet', id)))
  const { items, ...rest } = page(found, ({ id }) => id, input)
  return { Subnets: items.map((subnet) => view(cloud, subnet)), ...rest }
}

function filtersOf({ account, ec2 }: Cloud): FilterNames<Subnet> {
  const zone = ({ zone }: Subnet) => zone
  const cidr = ({ cidr }: Subnet) => cidr
  return {
    'availability-zone': zone,
    availabilityZone: zone,
    'availability-zone-id': ({ zoneId }) => zoneId,
    cidr,
    'cidr-block': cidr,
    cidrBlock: cidr,
    'default-for-az': () => true,
    defaultForAz: () => true,
    'map-public-ip-on-launch': () => true,
    'owner-id': () => account,
    state: () => 'available',
    'subnet-arn': ({ id }) => ec2.arn('subnet', id),
    'subnet-id': ({ id }) => id,
    'vpc-id': ({ vpcId }) => vpcId,
  }
}

/** How many addresses of a subnet network interfaces have. */
function taken({ ec2, elasticLoadBalancing }: Cloud, subnetId: string): number {
  const instances = [...ec2.instances.values()].filter(({ stateName }) => stateName !== 'terminated')
  const own = instances.map(({ description }) => description.subnet)
  const balancers = elasticLoadBalancing.present.flatMap(({ subnets }) => subnets)
  return [...own, ...balancers].filter(({ id }) => id === subnetId).length
}

function view(cloud: Cloud, { id, vpcId, zone, zoneId, cidr }: Subnet): SubnetShape {
  const { account, ec2, tags } = cloud
  const Tags = tags.listOf(ec2.arn('subnet', id))
  return {
    SubnetId: id,
    SubnetArn: ec2.arn('subnet', id),
    VpcId: vpcId,
    AvailabilityZone: zone,
    AvailabilityZoneId: zoneId,
    CidrBlock: cidr,
    AvailableIpAddressCount: 2 ** (32 - Number(cidr.split('/')[1])) - 5 - taken(cloud, id),
    DefaultForAz: true,
    MapPublicIpOnLaunch: true,
    AssignIpv6AddressOnCreation: false,
    MapCustomerOwnedIpOnLaunch: false,
    Ipv6Native: false,
    EnableDns64: false,
    Ipv6CidrBlockAssociationSet: [],
    State: 'available',
    OwnerId: account,
    ...(Tags.length ? { Tags } : {}),
  }
}
