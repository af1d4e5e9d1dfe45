import type {
  DescribeSecurityGroupsRequest,
  DescribeSecurityGroupsResult,
  SecurityGroup as GroupShape,
} from '@aws-sdk/client-ec2'
import type { Cloud } from '../../cloud.ts'
import type { Call } from '../../operation.ts'
import { applyFilters, type FilterNames } from './requests/filters.ts'
import { page, refusePagedIds } from './requests/page.ts'
import { findAll } from './requests/resource-id.ts'
import { toPermissions } from './resources/ip-permissions.ts'
import type { SecurityGroup, SecurityGroupRule } from './resources/security-group.ts'

/** Describes security groups with their rules. */
export function handle(input: DescribeSecurityGroupsRequest, { cloud }: Call): DescribeSecurityGroupsResult {
  const { ec2, tags } = cloud
  refusePagedIds('securityGroupIds', input.GroupIds, input)
  const byId = findAll(ec2.securityGroups, input.GroupIds ?? [], 'securityGroup')
  const byName = (input.GroupNames ?? []).map((name) => ec2.securityGroupNamed(name))
  const isNamed = byId.length + byName.length > 0
  const candidates = isNamed ? new Set([...byId, ...byName]) : ec2.securityGroups.values()
  const found = applyFilters(candidates, input.Filters, filtersOf(cloud), ({ id }) =>
    tags.of(ec2.arn('security-group', id)),
  )
  const { items, ...rest } = page(found, ({ id }) => id, input)
  return { SecurityGroups: items.map((group) => view(cloud, group)), ...rest }
}

function filtersOf({ account }: Cloud): FilterNames<SecurityGroup> {
  const each =
    (isEgress: boolean, read: (rule: SecurityGroupRule) => string | number | undefined) =>
    ({ rules }: SecurityGroup) =>
      rules.filter((rule) => rule.isEgress === isEgress).map(read)
  const cidr = ({ peer }: SecurityGroupRule) => ('cidr' in peer ? peer.cidr : undefined)
  const groupId = ({ peer }: SecurityGroupRule) => ('groupId' in peer ? peer.groupId : undefined)
  return {
    description: ({ description }) => description,
    'egress.ip-permission.cidr': each(true, cidr),
    'egress.ip-permission.from-port': each(true, ({ fromPort }) => fromPort),
    'egress.ip-permission.group-id': each(true, groupId),
    'egress.ip-permission.protocol': each(true, ({ protocol }) => protocol),
    'egress.ip-permission.to-port': each(true, ({ toPort }) => toPort),
    'group-id': ({ id }) => id,
    'group-name': ({ name }) => name,
    'ip-permission.cidr': each(false, cidr),
    'ip-permission.from-port': each(false, ({ fromPort }) => fromPort),
    'ip-permission.group-id': each(false, groupId),
    'ip-permission.protocol': each(false, ({ protocol }) => protocol),
    'ip-permission.to-port': each(false, ({ toPort }) => toPort),
    'owner-id': () => account,
    'vpc-id': ({ vpcId }) => vpcId,
  }
}

function view({ account, ec2, tags }: Cloud, { id, name, description, vpcId, rules }: SecurityGroup): GroupShape {
  const arn = ec2.arn('security-group', id)
  const Tags = tags.listOf(arn)
  return {
    GroupId: id,
    GroupName: name,
    Description: description,
    VpcId: vpcId,
    OwnerId: account,
    SecurityGroupArn: arn,
    IpPermissions: toPermissions(
      rules.filter(({ isEgress }) => !isEgress),
      account,
    ),
    IpPermissionsEgress: toPermissions(
      rules.filter(({ isEgress }) => isEgress),
      account,
    ),
    ...(Tags.length ? { Tags } : {}),
  }
}
