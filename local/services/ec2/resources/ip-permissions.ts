import { isIPv4, isIPv6 } from 'node:net'
import type { IpPermission, UserIdGroupPair } from '@aws-sdk/client-ec2'
import { AwsError } from '../../../aws-error.ts'
import { newId } from '../requests/resource-id.ts'
import { masked, type Peer, type SecurityGroupRule } from './security-group.ts'

const protocolNames: Record<string, string> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'icmpv6' }

/** Finds a group by id, or by name in the default VPC. Throws where there is none. */
export type FindGroup = (pair: UserIdGroupPair) => { id: string }

const descriptionForm = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/

/** The rules a list of permissions stands for. Throws EC2's error for one that makes no sense. */
export function toRules(
  permissions: readonly IpPermission[],
  groupId: string,
  isEgress: boolean,
  findGroup: FindGroup,
): SecurityGroupRule[] {
  return permissions.flatMap((permission) => {
    const ports = readPorts(permission)
    return readPeers(permission, findGroup).map(({ peer, description = '' }) => ({
      id: newId('sgr'),
      groupId,
      isEgress,
      ...ports,
      peer,
      ...(description === '' ? {} : { description: checkDescription(description) }),
    }))
  })
}

function checkDescription(description: string): string {
  if (descriptionForm.test(description)) return description
  const message = `Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*`
  throw new AwsError('InvalidParameterValue', message)
}

function readPorts({ IpProtocol, FromPort, ToPort }: IpPermission) {
  if (IpProtocol === undefined)
    throw new AwsError('MissingParameter', 'The request must contain the parameter ipProtocol')
  const protocol = protocolNames[IpProtocol] ?? IpProtocol.toLowerCase()
  const isKnown =
    ['tcp', 'udp', 'icmp', 'icmpv6', '-1', 'all'].includes(protocol) ||
    (/^\d{1,3}$/.test(protocol) && Number(protocol) < 256)
  if (!isKnown)
    throw new AwsError('InvalidParameterValue', `Invalid value '${IpProtocol}' for IP protocol. Unknown protocol.`)
  if (protocol === '-1' || protocol === 'all') return { protocol: '-1', fromPort: -1, toPort: -1 }
  if (protocol === 'tcp' || protocol === 'udp') return { protocol, ...checkPorts(FromPort, ToPort) }
  return { protocol, fromPort: FromPort ?? -1, toPort: ToPort ?? -1 }
}

function checkPorts(fromPort: number | undefined, toPort: number | undefined) {
  if (fromPort === undefined || toPort === undefined)
    throw new AwsError(
      'InvalidParameterValue',
      'Invalid value for portRange. Must specify both from and to ports with TCP/UDP.',
    )
  for (const port of [fromPort, toPort])
    if (port < 0 || port > 65_535)
      throw new AwsError('InvalidParameterValue', `Invalid value '${port}' for port. Must be between 0 and 65535.`)
  if (fromPort > toPort)
    throw new AwsError('InvalidParameterValue', `Invalid TCP/UDP port range (${fromPort}:${toPort})`)
  return { fromPort, toPort }
}

function readPeers(permission: IpPermission, findGroup: FindGroup): { peer: Peer; description?: string | undefined }[] {
  const { IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] } = permission
  return [
    ...IpRanges.map(({ CidrIp, Description }) => ({ peer: { cidr: checkCidr(CidrIp) }, description: Description })),
    ...Ipv6Ranges.map(({ CidrIpv6, Description }) => ({
      peer: { cidrV6: checkCidrV6(CidrIpv6) },
      description: Description,
    })),
    ...PrefixListIds.map(({ PrefixListId }) => {
      throw new AwsError('InvalidPrefixListID.NotFound', `The prefix list ID '${PrefixListId}' does not exist`)
    }),
    ...UserIdGroupPairs.map(({ Description, ...pair }) => ({
      peer: { groupId: findGroup(pair).id },
      description: Description,
    })),
  ]
}

function checkCidr(cidr = ''): string {
  const [address = '', bits = ''] = cidr.split('/')
  if (!isIPv4(address) || !/^\d{1,2}$/.test(bits) || Number(bits) > 32) throw malformedCidr(cidr)
  const number = masked(address, Number(bits))
  return `${[24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')}/${Number(bits)}`
}

function checkCidrV6(cidr = ''): string {
  const [address = '', bits = ''] = cidr.split('/')
  if (!isIPv6(address) || !/^\d{1,3}$/.test(bits) || Number(bits) > 128) throw malformedCidr(cidr)
  return cidr.toLowerCase()
}

function malformedCidr(cidr: string): AwsError {
  return new AwsError('InvalidParameterValue', `CIDR block ${cidr} is malformed`)
}

/** Rules as DescribeSecurityGroups shows them: those with the same protocol and ports share a permission. */
export function toPermissions(rules: readonly SecurityGroupRule[], account: string): IpPermission[] {
  const byPorts = Map.groupBy(rules, ({ protocol, fromPort, toPort }) => `${protocol} ${fromPort} ${toPort}`)
  return [...byPorts.values()].map((same) => {
    const [first] = same
    return {
      IpProtocol: first?.protocol,
      ...(first?.protocol === '-1' ? {} : { FromPort: first?.fromPort, ToPort: first?.toPort }),
      IpRanges: same.flatMap(({ peer, description }) =>
        'cidr' in peer ? [{ CidrIp: peer.cidr, ...described(description) }] : [],
      ),
      Ipv6Ranges: same.flatMap(({ peer, description }) =>
        'cidrV6' in peer ? [{ CidrIpv6: peer.cidrV6, ...described(description) }] : [],
      ),
      PrefixListIds: [],
      UserIdGroupPairs: same.flatMap(({ peer, description }) =>
        'groupId' in peer ? [{ GroupId: peer.groupId, UserId: account, ...described(description) }] : [],
      ),
    }
  })
}

function described(Description: string | undefined) {
  return Description === undefined ? {} : { Description }
}

/** A rule in the words of InvalidPermission.Duplicate. */
export function describeRule({ protocol, fromPort, toPort, peer }: SecurityGroupRule): string {
  const who = Object.values(peer)[0]
  const ports = protocol === '-1' ? 'ALL' : `${protocol.toUpperCase()}, from port: ${fromPort}, to port: ${toPort}`
  return `"peer: ${who}, ${ports}, ALLOW"`
}
