import type { NetworkInterface } from '@aws-sdk/client-ec2'
import type { Cloud } from '../../cloud.ts'
import { interfaceView } from '../ec2/resources/interface-view.ts'
import type { Subnet } from '../ec2/resources/network.ts'
import type { LoadBalancer } from './load-balancer.ts'

/** Where a load balancer stands in one of its subnets. */
export interface Foothold {
  readonly subnet: Subnet
  readonly networkInterfaceId: string
  readonly macAddress: string
  readonly privateIp: string
  readonly publicIp?: string
}

/** The owner AWS names for what Elastic Load Balancing makes in an account's network. */
const requester = 'amazon-elb'

/** A balancer's interfaces as DescribeNetworkInterfaces shows them: one in each subnet, by its path in the description. */
export function networkInterfaces(cloud: Cloud, balancer: LoadBalancer): NetworkInterface[] {
  const Groups = balancer.securityGroups.map((id) => ({
    GroupId: id,
    GroupName: cloud.ec2.securityGroups.get(id)?.name ?? '',
  }))
  return balancer.footholds.map((foothold) => ({
    ...interfaceView(foothold.subnet, foothold),
    RequesterId: requester,
    RequesterManaged: true,
    Description: `ELB app/${balancer.path}`,
    Groups,
    OwnerId: cloud.account,
    Attachment: {
      AttachmentId: foothold.networkInterfaceId.replace('eni-', 'ela-attach-'),
      InstanceOwnerId: requester,
      DeviceIndex: 1,
      DeleteOnTermination: false,
      Status: 'attached',
      AttachTime: new Date(balancer.definition.createdAt),
    },
    ...(foothold.publicIp ? { Association: { PublicIp: foothold.publicIp, IpOwnerId: requester } } : {}),
  }))
}
