import type { MetadataFacts, RoleCredentialsDocument } from './metadata-facts.ts'

/** A folder of the metadata service, or the text of an item. */
export type MetadataTree = { [name: string]: MetadataTree | string | Buffer | undefined }

/** Everything below `/latest/`. Credentials are made only when they are read. */
export function metadataTree(
  facts: MetadataFacts,
  credentials: () => RoleCredentialsDocument | undefined,
): MetadataTree {
  return {
    dynamic: { 'instance-identity': { document: document(identity(facts)) } },
    'meta-data': {
      'ami-id': facts.imageId,
      'ami-launch-index': '0',
      hostname: facts.hostname,
      ...(facts.profile ? { iam: iam(facts, credentials) } : {}),
      'instance-action': 'none',
      'instance-id': facts.instanceId,
      'instance-life-cycle': 'on-demand',
      'instance-type': facts.instanceType,
      'local-hostname': facts.hostname,
      'local-ipv4': facts.privateIp,
      mac: facts.macAddress,
      placement: { 'availability-zone': facts.zone, 'availability-zone-id': facts.zoneId, region: facts.region },
      ...(facts.publicIp ? { 'public-ipv4': facts.publicIp } : {}),
      'reservation-id': facts.reservationId,
      'security-groups': facts.securityGroups.join('\n'),
      services: { domain: 'amazonaws.com', partition: 'aws' },
      ...(facts.tags ? { tags: { instance: { ...facts.tags } } } : {}),
    },
    ...(facts.userData ? { 'user-data': Buffer.from(facts.userData, 'base64') } : {}),
  }
}

function iam(
  { profile, launchedAt }: MetadataFacts,
  credentials: () => RoleCredentialsDocument | undefined,
): MetadataTree {
  const role = profile?.roleArn?.split('/').at(-1)
  return {
    info: document({
      Code: 'Success',
      LastUpdated: isoSeconds(launchedAt),
      InstanceProfileArn: profile?.arn,
      InstanceProfileId: profile?.id,
    }),
    ...(role
      ? {
          'security-credentials': {
            get [role]() {
              const issued = credentials()
              return issued && document(issued)
            },
          },
        }
      : {}),
  }
}

function identity(facts: MetadataFacts) {
  return {
    accountId: facts.account,
    architecture: facts.architecture,
    availabilityZone: facts.zone,
    billingProducts: null,
    devpayProductCodes: null,
    marketplaceProductCodes: null,
    imageId: facts.imageId,
    instanceId: facts.instanceId,
    instanceType: facts.instanceType,
    kernelId: null,
    pendingTime: isoSeconds(facts.launchedAt),
    privateIp: facts.privateIp,
    ramdiskId: null,
    region: facts.region,
    version: '2017-09-30',
  }
}

function document(content: object): string {
  return JSON.stringify(content, null, 2)
}

/** A time as the metadata service writes it: no fraction of a second. */
export function isoSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z')
}

/** What `GET /latest/<path>` answers: an item's content, or a folder's names, those of folders with a slash. */
export function readMetadata(tree: MetadataTree, path: readonly string[]): string | Buffer | undefined {
  let node: MetadataTree[string] = tree
  for (const name of path) {
    if (!isFolder(node) || !Object.hasOwn(node, name)) return undefined
    node = node[name]
  }
  return isFolder(node) ? listing(node) : node
}

/** Looks at properties without reading them: reading a role's would make credentials. */
function listing(folder: MetadataTree): string {
  const properties = Object.entries(Object.getOwnPropertyDescriptors(folder))
  return properties.map(([name, { value }]) => (isFolder(value) ? `${name}/` : name)).join('\n')
}

function isFolder(node: MetadataTree[string]): node is MetadataTree {
  return typeof node === 'object' && !Buffer.isBuffer(node)
}
