import { createHash, randomBytes } from 'node:crypto'
import { AwsError } from '../../../aws-error.ts'

/** A new id in EC2's form: `i-0` and sixteen hexadecimal digits. */
export function newId(prefix: string): string {
  return `${prefix}-0${randomBytes(8).toString('hex')}`
}

/** An id that is the same whenever a cloud of this account and region starts, as that of a default VPC is. */
export function stableId(prefix: string, ...names: string[]): string {
  const digest = createHash('sha256').update(names.join('/')).digest('hex')
  return `${prefix}-0${digest.slice(0, 16)}`
}

/** How EC2 speaks of ids of one kind that are malformed or belong to nothing. */
interface IdKind {
  prefix: string
  /** Absent where EC2 says "not found" of a malformed id too. */
  malformed?: string
  notFound: string
  message(ids: readonly string[]): string
}

const plain = (noun: string) => (ids: readonly string[]) => `The ${noun} '${ids.join(', ')}' does not exist`

/** Source: EC2 API Reference, "Error codes for the Amazon EC2 API". */
const kinds = {
  instance: {
    prefix: 'i',
    malformed: 'InvalidInstanceID.Malformed',
    notFound: 'InvalidInstanceID.NotFound',
    message: (ids) =>
      ids.length > 1
        ? `The instance IDs '${ids.join(', ')}' do not exist`
        : `The instance ID '${ids[0]}' does not exist`,
  },
  image: {
    prefix: 'ami',
    malformed: 'InvalidAMIID.Malformed',
    notFound: 'InvalidAMIID.NotFound',
    message: (ids) => `The image id '[${ids.join(', ')}]' does not exist`,
  },
  vpc: { prefix: 'vpc', notFound: 'InvalidVpcID.NotFound', message: plain('vpc ID') },
  subnet: { prefix: 'subnet', notFound: 'InvalidSubnetID.NotFound', message: plain('subnet ID') },
  securityGroup: {
    prefix: 'sg',
    malformed: 'InvalidGroupId.Malformed',
    notFound: 'InvalidGroup.NotFound',
    message: plain('security group'),
  },
  securityGroupRule: {
    prefix: 'sgr',
    malformed: 'InvalidSecurityGroupRuleId.Malformed',
    notFound: 'InvalidSecurityGroupRuleId.NotFound',
    message: (ids) => `The security group rule ID '${ids.join(', ')}' does not exist`,
  },
  launchTemplate: {
    prefix: 'lt',
    malformed: 'InvalidLaunchTemplateId.Malformed',
    notFound: 'InvalidLaunchTemplateId.NotFound',
    message: (ids) => `The specified launch template, with template ID ${ids.join(', ')}, does not exist.`,
  },
  keyPair: {
    prefix: 'key',
    malformed: 'InvalidKeyPair.Malformed',
    notFound: 'InvalidKeyPair.NotFound',
    message: plain('key pair'),
  },
  volume: {
    prefix: 'vol',
    malformed: 'InvalidParameterValue',
    notFound: 'InvalidVolume.NotFound',
    message: (ids) => `The volume '${ids.join(', ')}' does not exist.`,
  },
  profileAssociation: {
    prefix: 'iip-assoc',
    notFound: 'InvalidAssociationID.NotFound',
    message: (ids) => `An invalid association-id of '${ids.join(', ')}' was given`,
  },
  networkInterface: {
    prefix: 'eni',
    malformed: 'InvalidNetworkInterfaceId.Malformed',
    notFound: 'InvalidNetworkInterfaceID.NotFound',
    message: plain('networkInterface ID'),
  },
} as const satisfies Record<string, IdKind>

export type ResourceKind = keyof typeof kinds

/** The resources with these ids in their order, each once. Throws EC2's error for ids that are malformed or not there. */
export function findAll<Item>(items: ReadonlyMap<string, Item>, ids: readonly string[], kind: ResourceKind): Item[] {
  for (const id of ids) refuseMalformed(id, kinds[kind])
  const missing = ids.filter((id) => !items.has(id))
  if (missing.length) throw new AwsError(kinds[kind].notFound, kinds[kind].message(missing))
  return [...new Set(ids)].flatMap((id) => items.get(id) ?? [])
}

/** The one resource with this id. Throws as `findAll` does. */
export function find<Item>(items: ReadonlyMap<string, Item>, id: string, kind: ResourceKind): Item {
  const [item] = findAll(items, [id], kind)
  if (item === undefined) throw new AwsError(kinds[kind].notFound, kinds[kind].message([id]))
  return item
}

function refuseMalformed(id: string, { prefix, malformed }: IdKind): void {
  if (malformed === undefined || new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`).test(id)) return
  const expectation = id.startsWith(`${prefix}-`) ? '' : ` (expecting "${prefix}-...")`
  throw new AwsError(malformed, `Invalid id: "${id}"${expectation}`)
}
