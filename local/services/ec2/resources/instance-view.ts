import type { InstanceNetworkInterface, Instance as InstanceShape, Reservation } from '@aws-sdk/client-ec2'
import type { Cloud } from '../../../cloud.ts'
import type { Instance } from './instance.ts'
import { stateCodes } from './instance-attributes.ts'
import { associationState } from './profile-association.ts'

/** An instance as DescribeInstances shows it. A terminated one has given back its network interface and profile. */
function instanceView(cloud: Cloud, instance: Instance): InstanceShape {
  const { description, stateName } = instance
  const { image, type, subnet, metadataOptions } = description
  const tags = cloud.tags.listOf(instance.arn)
  return {
    InstanceId: instance.id,
    ImageId: image.id,
    InstanceType: type.name as NonNullable<InstanceShape['InstanceType']>,
    State: { Name: stateName, Code: stateCodes[stateName] },
    AmiLaunchIndex: description.launchIndex,
    LaunchTime: new Date(instance.startedAt),
    Placement: {
      AvailabilityZone: subnet.zone,
      AvailabilityZoneId: subnet.zoneId,
      GroupName: '',
      Tenancy: 'default',
    },
    Monitoring: { State: 'disabled' },
    Architecture: image.architecture,
    Hypervisor: 'xen',
    VirtualizationType: 'hvm',
    RootDeviceName: image.rootDevice,
    RootDeviceType: 'ebs',
    EbsOptimized: false,
    EnaSupport: true,
    SourceDestCheck: stateName !== 'terminated',
    CurrentInstanceBootMode: 'legacy-bios',
    CpuOptions: { CoreCount: Math.max(1, type.vcpus / 2), ThreadsPerCore: type.vcpus > 1 ? 2 : 1 },
    MetadataOptions: {
      State: 'applied',
      HttpEndpoint: metadataOptions.enabled ? 'enabled' : 'disabled',
      HttpTokens: metadataOptions.tokenRequired ? 'required' : 'optional',
      HttpPutResponseHopLimit: metadataOptions.hopLimit,
      HttpProtocolIpv6: 'disabled',
      InstanceMetadataTags: metadataOptions.tagsEnabled ? 'enabled' : 'disabled',
    },
    ClientToken: description.clientToken ?? '',
    ...(description.keyName ? { KeyName: description.keyName } : {}),
    ...(tags.length ? { Tags: tags } : {}),
    ...endOf(instance),
    ...(stateName === 'terminated'
      ? { SecurityGroups: [], NetworkInterfaces: [], BlockDeviceMappings: [] }
      : attachments(cloud, instance)),
  }
}

const byUser = 'Client.UserInitiatedShutdown'

function endOf({ stoppedAt, terminatedAt = stoppedAt }: Instance): InstanceShape {
  if (terminatedAt === undefined) return { StateTransitionReason: '' }
  const time = new Date(terminatedAt)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' GMT')
  return {
    StateTransitionReason: `User initiated (${time})`,
    StateReason: { Code: byUser, Message: `${byUser}: User initiated shutdown` },
  }
}

function attachments(cloud: Cloud, instance: Instance): InstanceShape {
  const { description } = instance
  const [association] = cloud.ec2.associationsOf(instance.id)
  return {
    SubnetId: description.subnet.id,
    VpcId: description.subnet.vpcId,
    PrivateIpAddress: description.privateIp,
    PrivateDnsName: instance.privateDnsName,
    PublicDnsName: instance.publicDnsName,
    ...(instance.publicIp ? { PublicIpAddress: instance.publicIp } : {}),
    SecurityGroups: description.groups.map(({ id, name }) => ({ GroupId: id, GroupName: name })),
    NetworkInterfaces: [interfaceView(cloud, instance)],
    BlockDeviceMappings: [
      {
        DeviceName: description.image.rootDevice,
        Ebs: {
          VolumeId: description.volumeId,
          Status: 'attached',
          AttachTime: new Date(description.launchedAt),
          DeleteOnTermination: true,
        },
      },
    ],
    ...(association ? { IamInstanceProfile: { Arn: association.profileArn, Id: association.profileId } } : {}),
  }
}

function interfaceView(cloud: Cloud, instance: Instance): InstanceNetworkInterface {
  const { description, publicIp } = instance
  return {
    NetworkInterfaceId: description.networkInterfaceId,
    SubnetId: description.subnet.id,
    VpcId: description.subnet.vpcId,
    OwnerId: cloud.account,
    Status: 'in-use',
    InterfaceType: 'interface',
    MacAddress: description.macAddress,
    PrivateIpAddress: description.privateIp,
    PrivateDnsName: instance.privateDnsName,
    SourceDestCheck: true,
    Groups: description.groups.map(({ id, name }) => ({ GroupId: id, GroupName: name })),
    Attachment: {
      AttachmentId: description.networkInterfaceId.replace('eni-', 'eni-attach-'),
      AttachTime: new Date(description.launchedAt),
      DeleteOnTermination: true,
      DeviceIndex: 0,
      NetworkCardIndex: 0,
      Status: 'attached',
    },
    PrivateIpAddresses: [
      { Primary: true, PrivateIpAddress: description.privateIp, PrivateDnsName: instance.privateDnsName },
    ],
    ...(publicIp
      ? { Association: { PublicIp: publicIp, PublicDnsName: instance.publicDnsName, IpOwnerId: 'amazon' } }
      : {}),
  }
}

/** Instances grouped by the launch they came from, as EC2 answers. */
export function reservations(cloud: Cloud, instances: readonly Instance[]): Reservation[] {
  const byReservation = Map.groupBy(instances, ({ description }) => description.reservationId)
  return [...byReservation].map(([ReservationId, members]) => ({
    ReservationId,
    OwnerId: cloud.account,
    Groups: [],
    Instances: members.map((instance) => instanceView(cloud, instance)),
  }))
}

/** Whether a profile is on the instance now or about to be, for filters. */
export function profileArnOf(cloud: Cloud, instance: Instance): string | undefined {
  const now = cloud.clock.now()
  return cloud.ec2.associationsOf(instance.id).find((each) => associationState(each, now) !== 'disassociating')
    ?.profileArn
}
