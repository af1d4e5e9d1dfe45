import { AwsError } from '../../../aws-error.ts'
import { findAll, type ResourceKind } from '../requests/resource-id.ts'
import type { Ec2State } from '../state.ts'

/** The kind of resource behind each prefix, with its name in ARNs and tag descriptions. */
const prefixes: Record<
  string,
  { kind: ResourceKind; type: string; collection(ec2: Ec2State): ReadonlyMap<string, unknown> }
> = {
  eni: {
    kind: 'networkInterface',
    type: 'network-interface',
    collection: (ec2) => new Map(ec2.attached.map(({ description }) => [description.networkInterfaceId, description])),
  },
  i: { kind: 'instance', type: 'instance', collection: ({ instances }) => instances },
  key: { kind: 'keyPair', type: 'key-pair', collection: ({ keyPairs }) => keyPairs },
  lt: { kind: 'launchTemplate', type: 'launch-template', collection: ({ launchTemplates }) => launchTemplates },
  sg: { kind: 'securityGroup', type: 'security-group', collection: ({ securityGroups }) => securityGroups },
  sgr: {
    kind: 'securityGroupRule',
    type: 'security-group-rule',
    collection: ({ securityGroups }) =>
      new Map([...securityGroups.values()].flatMap(({ rules }) => rules).map((rule) => [rule.id, rule])),
  },
  subnet: { kind: 'subnet', type: 'subnet', collection: ({ subnets }) => subnets },
  vol: {
    kind: 'volume',
    type: 'volume',
    collection: (ec2) => new Map(ec2.attached.map(({ description }) => [description.volumeId, description])),
  },
  vpc: { kind: 'vpc', type: 'vpc', collection: ({ vpcs }) => vpcs },
}

/** The ARN of each resource, in EC2's form. Throws for an id of no kind this cloud tags. */
export function taggableArns(ec2: Ec2State, ids: readonly string[]): string[] {
  return ids.map((id) => ec2.arn(prefixOf(id).type, id))
}

/** Throws EC2's error for ids that are not there. */
export function requireTaggables(ec2: Ec2State, ids: readonly string[]): void {
  for (const id of ids) {
    const { kind, collection } = prefixOf(id)
    findAll(collection(ec2), [id], kind)
  }
}

function prefixOf(id: string) {
  const prefix = prefixes[id.slice(0, id.indexOf('-'))]
  if (!prefix) throw new AwsError('InvalidID', `The ID '${id}' is not valid`)
  return prefix
}
