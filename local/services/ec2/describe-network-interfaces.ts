import type {
  DescribeNetworkInterfacesRequest,
  DescribeNetworkInterfacesResult,
  NetworkInterface,
} from '@aws-sdk/client-ec2'
import type { Cloud } from '../../cloud.ts'
import type { Call } from '../../operation.ts'
import { networkInterfaces } from '../elastic-load-balancing/network-interfaces.ts'
import { applyFilters, type FilterNames } from './requests/filters.ts'
import { page, refusePagedIds } from './requests/page.ts'
import { findAll } from './requests/resource-id.ts'
import type { Instance } from './resources/instance.ts'
import { interfaceView } from './resources/interface-view.ts'

const filters: FilterNames<NetworkInterface> = {
  'attachment.instance-id': ({ Attachment }) => Attachment?.InstanceId,
  'attachment.instance-owner-id': ({ Attachment }) => Attachment?.InstanceOwnerId,
  'availability-zone': ({ AvailabilityZone }) => AvailabilityZone,
  description: ({ Description }) => Description,
  'group-id': ({ Groups = [] }) => Groups.map(({ GroupId }) => GroupId),
  'group-name': ({ Groups = [] }) => Groups.map(({ GroupName }) => GroupName),
  'interface-type': ({ InterfaceType }) => InterfaceType,
  'network-interface-id': ({ NetworkInterfaceId }) => NetworkInterfaceId,
  'private-ip-address': ({ PrivateIpAddress }) => PrivateIpAddress,
  'requester-id': ({ RequesterId }) => RequesterId,
  'requester-managed': ({ RequesterManaged }) => RequesterManaged,
  status: ({ Status }) => Status,
  'subnet-id': ({ SubnetId }) => SubnetId,
  'vpc-id': ({ VpcId }) => VpcId,
}

/** Network interfaces of instances and of load balancers, of which those of a deleted one stay for a while. */
export function handle(input: DescribeNetworkInterfacesRequest, { cloud }: Call): DescribeNetworkInterfacesResult {
  refusePagedIds('networkInterfaceIds', input.NetworkInterfaceIds, input)
  const own = cloud.ec2.attached.map((instance) => view(cloud, instance))
  const balancers = cloud.elasticLoadBalancing.present.flatMap((balancer) => networkInterfaces(cloud, balancer))
  const all = new Map([...own, ...balancers].map((each) => [each.NetworkInterfaceId ?? '', each]))
  const ids = input.NetworkInterfaceIds
  const candidates = ids?.length ? findAll(all, ids, 'networkInterface') : all.values()
  const { items, ...rest } = page(
    applyFilters(candidates, input.Filters, filters),
    ({ NetworkInterfaceId }) => NetworkInterfaceId,
    input,
  )
  return { NetworkInterfaces: items, ...rest }
}

function view(cloud: Cloud, instance: Instance): NetworkInterface {
  const { description, privateDnsName } = instance
  const { networkInterfaceId, subnet, groups } = description
  return {
    ...interfaceView(subnet, description),
    TagSet: cloud.tags.listOf(cloud.ec2.arn('network-interface', networkInterfaceId)),
    Description: '',
    OwnerId: cloud.account,
    RequesterManaged: false,
    PrivateDnsName: privateDnsName,
    Groups: groups.map(({ id, name }) => ({ GroupId: id, GroupName: name })),
    Attachment: {
      AttachmentId: networkInterfaceId.replace('eni-', 'eni-attach-'),
      InstanceId: instance.id,
      InstanceOwnerId: cloud.account,
      DeviceIndex: 0,
      DeleteOnTermination: true,
      Status: 'attached',
      AttachTime: new Date(description.launchedAt),
    },
  }
}
