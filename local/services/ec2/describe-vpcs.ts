import type { DescribeVpcsRequest, DescribeVpcsResult, Vpc as VpcShape } from '@aws-sdk/client-ec2'
import type { Cloud } from '../../cloud.ts'
import type { Call } from '../../operation.ts'
import { applyFilters, type FilterNames } from './requests/filters.ts'
import { page } from './requests/page.ts'
import { findAll } from './requests/resource-id.ts'
import type { Vpc } from './resources/network.ts'

/** Describes VPCs: this account has its default VPC. */
export function handle(input: DescribeVpcsRequest, { cloud }: Call): DescribeVpcsResult {
  const { ec2, tags } = cloud
  const candidates = input.VpcIds?.length ? findAll(ec2.vpcs, input.VpcIds, 'vpc') : ec2.vpcs.values()
  const found = applyFilters(candidates, input.Filters, filtersOf(cloud), ({ id }) => tags.of(ec2.arn('vpc', id)))
  const { items, ...rest } = page(found, ({ id }) => id, input)
  return { Vpcs: items.map((vpc) => view(cloud, vpc)), ...rest }
}

function filtersOf({ account }: Cloud): FilterNames<Vpc> {
  return {
    cidr: ({ cidr }) => cidr,
    'cidr-block-association.cidr-block': ({ cidr }) => cidr,
    'is-default': ({ isDefault }) => isDefault,
    isDefault: ({ isDefault }) => isDefault,
    'owner-id': () => account,
    state: () => 'available',
    'vpc-id': ({ id }) => id,
  }
}

function view({ account, ec2, tags }: Cloud, { id, cidr, isDefault }: Vpc): VpcShape {
  const Tags = tags.listOf(ec2.arn('vpc', id))
  return {
    VpcId: id,
    CidrBlock: cidr,
    IsDefault: isDefault,
    State: 'available',
    OwnerId: account,
    InstanceTenancy: 'default',
    DhcpOptionsId: id.replace('vpc-', 'dopt-'),
    CidrBlockAssociationSet: [
      {
        AssociationId: id.replace('vpc-', 'vpc-cidr-assoc-'),
        CidrBlock: cidr,
        CidrBlockState: { State: 'associated' },
      },
    ],
    ...(Tags.length ? { Tags } : {}),
  }
}
