import type { Cloud } from '../../../cloud.ts'
import type { FilterNames } from '../requests/filters.ts'
import type { Instance } from './instance.ts'
import { stateCodes } from './instance-attributes.ts'
import { profileArnOf } from './instance-view.ts'

/** Filters of DescribeInstances. Those about what a terminated instance has given back find it no more. */
export function instanceFilters(cloud: Cloud): FilterNames<Instance> {
  const attached = (read: (instance: Instance) => string | string[] | undefined) => (instance: Instance) =>
    instance.stateName === 'terminated' ? undefined : read(instance)
  const groupIds = attached(({ description }) => description.groups.map(({ id }) => id))
  const groupNames = attached(({ description }) => description.groups.map(({ name }) => name))
  const subnetId = attached(({ description }) => description.subnet.id)
  const vpcId = attached(({ description }) => description.subnet.vpcId)
  return {
    architecture: ({ description }) => description.image.architecture,
    'availability-zone': ({ zone }) => zone,
    'availability-zone-id': ({ description }) => description.subnet.zoneId,
    'client-token': ({ description }) => description.clientToken,
    'dns-name': ({ publicDnsName }) => publicDnsName,
    'group-id': groupIds,
    'group-name': groupNames,
    'iam-instance-profile.arn': (instance) => profileArnOf(cloud, instance),
    'image-id': ({ description }) => description.image.id,
    'instance-id': ({ id }) => id,
    'instance-state-code': ({ stateName }) => stateCodes[stateName],
    'instance-state-name': ({ stateName }) => stateName,
    'instance-type': ({ description }) => description.type.name,
    'instance.group-id': groupIds,
    'instance.group-name': groupNames,
    'ip-address': ({ publicIp }) => publicIp,
    'key-name': ({ description }) => description.keyName,
    'launch-index': ({ description }) => description.launchIndex,
    'launch-time': ({ startedAt }) => new Date(startedAt).toISOString(),
    'metadata-options.http-endpoint': ({ description }) =>
      description.metadataOptions.enabled ? 'enabled' : 'disabled',
    'metadata-options.http-tokens': ({ description }) =>
      description.metadataOptions.tokenRequired ? 'required' : 'optional',
    'network-interface.group-id': groupIds,
    'network-interface.network-interface-id': attached(({ description }) => description.networkInterfaceId),
    'network-interface.subnet-id': subnetId,
    'network-interface.vpc-id': vpcId,
    'owner-id': () => cloud.account,
    'private-dns-name': attached(({ privateDnsName }) => privateDnsName),
    'private-ip-address': attached(({ description }) => description.privateIp),
    'reservation-id': ({ description }) => description.reservationId,
    'root-device-type': () => 'ebs',
    'subnet-id': subnetId,
    tenancy: () => 'default',
    'virtualization-type': () => 'hvm',
    'vpc-id': vpcId,
  }
}
