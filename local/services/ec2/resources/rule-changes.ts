import type {
  IpPermission,
  SecurityGroupRule as RuleShape,
  TagSpecification,
  UserIdGroupPair,
} from '@aws-sdk/client-ec2'
import { AwsError } from '../../../aws-error.ts'
import type { Cloud } from '../../../cloud.ts'
import { findAll } from '../requests/resource-id.ts'
import { tagsFor } from '../requests/tag-specifications.ts'
import { findGroup } from './find-group.ts'
import { describeRule, toPermissions, toRules } from './ip-permissions.ts'
import { isSameRule, ruleView, type SecurityGroup, type SecurityGroupRule } from './security-group.ts'

const ruleLimit = 60

/** Members that authorizing and revoking, in and out, have in common. */
interface RuleRequest {
  GroupId?: string | undefined
  GroupName?: string | undefined
  IpPermissions?: IpPermission[] | undefined
  SecurityGroupRuleIds?: string[] | undefined
  TagSpecifications?: TagSpecification[] | undefined
  IpProtocol?: string | undefined
  FromPort?: number | undefined
  ToPort?: number | undefined
  CidrIp?: string | undefined
  SourceSecurityGroupName?: string | undefined
}

/** Adds rules to a group, all or none. Throws InvalidPermission.Duplicate for one it has. */
export function authorizeRules(
  cloud: Cloud,
  request: RuleRequest,
  isEgress: boolean,
): { Return: boolean; SecurityGroupRules: RuleShape[] } {
  const { ec2, account, tags } = cloud
  const group = findGroup(ec2, request.GroupId, request.GroupName)
  const rules = requestedRules(cloud, request, group, isEgress)
  const ruleTags = tagsFor('security-group-rule', request.TagSpecifications)
  refuseDuplicates(group, rules)
  if (group.rules.filter((rule) => rule.isEgress === isEgress).length + rules.length > ruleLimit) {
    const message = 'The maximum number of rules per security group has been reached.'
    throw new AwsError('RulesPerSecurityGroupLimitExceeded', message)
  }
  group.rules.push(...rules)
  for (const { id } of rules) if (ruleTags.length) tags.add(ec2.arn('security-group-rule', id), ruleTags)
  const added = rules.map((rule) => ({
    ...ruleView(rule, account),
    SecurityGroupRuleArn: ec2.arn('security-group-rule', rule.id),
    ...(ruleTags.length ? { Tags: ruleTags } : {}),
  }))
  return { Return: true, SecurityGroupRules: added }
}

function refuseDuplicates(group: SecurityGroup, rules: readonly SecurityGroupRule[]): void {
  if (rules.some((rule, index) => rules.slice(0, index).some((earlier) => isSameRule(rule, earlier))))
    throw new AwsError('InvalidParameterValue', 'The same permission must not appear multiple times')
  const duplicate = rules.find((rule) => group.rules.some((existing) => isSameRule(rule, existing)))
  if (!duplicate) return
  throw new AwsError('InvalidPermission.Duplicate', `the specified rule ${describeRule(duplicate)} already exists`)
}

/**
 * Takes rules from a group. Rules of a default VPC that are not there are reported, not refused; elsewhere they throw
 * InvalidPermission.NotFound. Source: EC2 API Reference, RevokeSecurityGroupIngress.
 */
export function revokeRules(cloud: Cloud, request: RuleRequest, isEgress: boolean) {
  const { ec2, account } = cloud
  const group = findGroup(ec2, request.GroupId, request.GroupName)
  const wanted = request.SecurityGroupRuleIds?.length
    ? rulesById(group, request.SecurityGroupRuleIds, isEgress)
    : requestedRules(cloud, request, group, isEgress)
  const revoked = group.rules.filter((rule) => wanted.some((each) => isSameRule(each, rule)))
  const unknown = wanted.filter((rule) => !revoked.some((each) => isSameRule(each, rule)))
  if (unknown.length && !ec2.vpcs.get(group.vpcId)?.isDefault)
    throw new AwsError('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.')
  group.rules = group.rules.filter((rule) => !revoked.includes(rule))
  for (const { id } of revoked) cloud.tags.forget(ec2.arn('security-group-rule', id))
  return {
    Return: true,
    RevokedSecurityGroupRules: revoked.map(({ id, ...rule }) => {
      const { GroupOwnerId: _, ReferencedGroupInfo, ...view } = ruleView({ id, ...rule }, account)
      return { ...view, ...(ReferencedGroupInfo ? { ReferencedGroupId: ReferencedGroupInfo.GroupId } : {}) }
    }),
    ...(unknown.length ? { UnknownIpPermissions: toPermissions(unknown, account) } : {}),
  }
}

function rulesById(group: SecurityGroup, ids: readonly string[], isEgress: boolean): SecurityGroupRule[] {
  const own = group.rules.filter((rule) => rule.isEgress === isEgress)
  return findAll(new Map(own.map((rule) => [rule.id, rule])), ids, 'securityGroupRule')
}

/** The rules a request means, whether it lists permissions or gives one in single parameters as old clients do. */
function requestedRules(
  cloud: Cloud,
  request: RuleRequest,
  group: SecurityGroup,
  isEgress: boolean,
): SecurityGroupRule[] {
  const permissions = request.IpPermissions?.length ? request.IpPermissions : [singlePermission(request)]
  if (request.IpPermissions?.length) refuseSingleParameters(request)
  const rules = toRules(permissions, group.id, isEgress, (pair) => findPeer(cloud, pair))
  if (rules.length) return rules
  throw new AwsError(
    'InvalidParameterValue',
    'Either IP ranges, prefix lists or groups must be specified in a permission.',
  )
}

function refuseSingleParameters({ IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupName }: RuleRequest) {
  const single = { ipProtocol: IpProtocol, fromPort: FromPort, toPort: ToPort, cidrIp: CidrIp, SourceSecurityGroupName }
  const [given] = Object.entries(single).find(([, value]) => value !== undefined) ?? []
  if (given === undefined) return
  const message = `The parameter 'ipPermissions' may not be used in combination with '${given}'`
  throw new AwsError('InvalidParameterCombination', message)
}

/** No other account's groups can be seen from here. */
function findPeer({ ec2, account }: Cloud, { GroupId, GroupName, UserId = account }: UserIdGroupPair): SecurityGroup {
  if (UserId === account) return findGroup(ec2, GroupId, GroupName)
  throw new AwsError('InvalidGroup.NotFound', `The security group '${GroupId ?? GroupName}' does not exist`)
}

function singlePermission(request: RuleRequest): IpPermission {
  const { IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupName } = request
  if (IpProtocol === undefined && SourceSecurityGroupName === undefined)
    throw new AwsError('MissingParameter', 'The request must contain the parameter ipPermissions')
  return {
    IpProtocol: IpProtocol ?? '-1',
    FromPort,
    ToPort,
    ...(CidrIp === undefined ? {} : { IpRanges: [{ CidrIp }] }),
    ...(SourceSecurityGroupName === undefined ? {} : { UserIdGroupPairs: [{ GroupName: SourceSecurityGroupName }] }),
  }
}
