import { isIPv4 } from 'node:net'
import type { SecurityGroupRule as RuleView } from '@aws-sdk/client-ec2'
import { newId } from '../requests/resource-id.ts'

/** Who a rule is about: an address range or the members of a group. */
export type Peer = { readonly cidr: string } | { readonly cidrV6: string } | { readonly groupId: string }

/** One rule: EC2 stores each address range and group of a permission as a rule of its own. */
export interface SecurityGroupRule {
  readonly id: string
  readonly groupId: string
  readonly isEgress: boolean
  /** `tcp`, `udp`, `icmp`, `icmpv6`, a protocol number, or `-1` for all. */
  readonly protocol: string
  /** -1 for all, as for protocols without ports. */
  readonly fromPort: number
  readonly toPort: number
  readonly peer: Peer
  readonly description?: string
}

export interface SecurityGroup {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly vpcId: string
  rules: SecurityGroupRule[]
}

/** Traffic that asks to come in: a TCP port, and where from. */
export interface Traffic {
  port: number
  /** The groups of the sender's network interface. */
  fromGroups?: readonly string[]
  fromAddress?: string
}

/** A group as EC2 makes it: nothing comes in, everything may go out. */
export function newSecurityGroup(name: string, description: string, vpcId: string, id = newId('sg')): SecurityGroup {
  const all = { protocol: '-1', fromPort: -1, toPort: -1, peer: { cidr: '0.0.0.0/0' } }
  return { id, name, description, vpcId, rules: [{ id: newId('sgr'), groupId: id, isEgress: true, ...all }] }
}

/** Whether two rules let the same traffic through, whatever their ids and descriptions. */
export function isSameRule(one: SecurityGroupRule, other: SecurityGroupRule): boolean {
  return ruleKey(one) === ruleKey(other)
}

function ruleKey({ isEgress, protocol, fromPort, toPort, peer }: SecurityGroupRule): string {
  return JSON.stringify([isEgress, protocol, fromPort, toPort, peer])
}

/** Whether one of the groups lets TCP traffic in. */
export function admits(groups: readonly SecurityGroup[], traffic: Traffic): boolean {
  return groups.some(({ rules }) => rules.some((rule) => !rule.isEgress && isAbout(rule, traffic)))
}

function isAbout({ protocol, fromPort, toPort, peer }: SecurityGroupRule, traffic: Traffic): boolean {
  const portMatches = protocol === '-1' || (protocol === 'tcp' && fromPort <= traffic.port && traffic.port <= toPort)
  if (!portMatches) return false
  if ('groupId' in peer) return traffic.fromGroups?.includes(peer.groupId) ?? false
  return 'cidr' in peer && traffic.fromAddress !== undefined && contains(peer.cidr, traffic.fromAddress)
}

function contains(cidr: string, address: string): boolean {
  const [base = '', bits = '32'] = cidr.split('/')
  return isIPv4(address) && masked(base, Number(bits)) === masked(address, Number(bits))
}

/** The network part of an IPv4 address as a number. */
export function masked(address: string, bits: number): number {
  const number = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0)
  const size = 2 ** (32 - bits)
  return Math.floor(number / size) * size
}

/** A rule as DescribeSecurityGroupRules shows it. */
export function ruleView(rule: SecurityGroupRule, account: string): RuleView {
  const { peer } = rule
  return {
    SecurityGroupRuleId: rule.id,
    GroupId: rule.groupId,
    GroupOwnerId: account,
    IsEgress: rule.isEgress,
    IpProtocol: rule.protocol,
    FromPort: rule.fromPort,
    ToPort: rule.toPort,
    ...('cidr' in peer ? { CidrIpv4: peer.cidr } : {}),
    ...('cidrV6' in peer ? { CidrIpv6: peer.cidrV6 } : {}),
    ...('groupId' in peer ? { ReferencedGroupInfo: { GroupId: peer.groupId, UserId: account } } : {}),
    ...(rule.description === undefined ? {} : { Description: rule.description }),
  }
}
