import type { NetworkInterface } from '@aws-sdk/client-ec2'
import type { Subnet } from './network.ts'

/** What a network interface has of its own, wherever it is attached. */
interface OwnParts {
  networkInterfaceId: string
  macAddress: string
  privateIp: string
}

/** The members of a network interface that only say which it is and where. */
export function interfaceView(subnet: Subnet, { networkInterfaceId, macAddress, privateIp }: OwnParts) {
  return {
    NetworkInterfaceId: networkInterfaceId,
    InterfaceType: 'interface',
    Status: 'in-use',
    SubnetId: subnet.id,
    VpcId: subnet.vpcId,
    AvailabilityZone: subnet.zone,
    AvailabilityZoneId: subnet.zoneId,
    MacAddress: macAddress,
    PrivateIpAddress: privateIp,
    SourceDestCheck: true,
    TagSet: [],
  } satisfies NetworkInterface
}
