import type { RunInstancesRequest, Tag } from '@aws-sdk/client-ec2'
import { AwsError } from '../../../aws-error.ts'
import { refuseParameters } from '../../../refused-parameters.ts'
import type { InstanceProfile } from '../../iam/entity.ts'
import { refused } from '../fidelity.ts'
import { find } from '../requests/resource-id.ts'
import { checkTags } from '../requests/tag-specifications.ts'
import { unsupported } from '../requests/unsupported.ts'
import type { Ec2State } from '../state.ts'
import type { Image } from './image.ts'
import type { InstanceDescription } from './instance.ts'
import type { MetadataOptions } from './instance-attributes.ts'
import { type InstanceTypeFacts, instanceTypes } from './instance-type.ts'
import { findLaunchProfile } from './launch-profile.ts'
import { type LaunchRequest, withTemplate } from './launch-request.ts'
import type { Subnet } from './network.ts'
import type { SecurityGroup } from './security-group.ts'
import { checkUserData } from './user-data.ts'

/** A launch that EC2 would accept: every name resolved, every reference there. */
export interface LaunchPlan {
  count: number
  hasPublicIp: boolean
  /** Tags by the type of resource they are for. */
  tags: ReadonlyMap<string, Tag[]>
  profile?: InstanceProfile
  description: LaunchDescription
}

/** What all instances of a launch have in common. */
export type LaunchDescription = Pick<
  InstanceDescription,
  'image' | 'type' | 'subnet' | 'groups' | 'metadataOptions' | 'keyName' | 'userData' | 'clientToken' | 'template'
>

/** Checks a launch as RunInstances does before it makes anything. Throws EC2's error for the first thing wrong. */
export function planLaunch(ec2: Ec2State, input: Partial<RunInstancesRequest>): LaunchPlan {
  const request = withTemplate(ec2, input)
  refuseParameters(refused.RunInstances ?? [], request, unsupported)
  checkPlacement(request)
  checkInterfaces(request)
  const image = findImage(ec2, request.ImageId)
  const type = findType(request.InstanceType ?? 'm1.small', image)
  const subnet = findSubnet(ec2, request)
  const profile = findLaunchProfile(ec2, request.IamInstanceProfile)
  checkKey(ec2, request.KeyName)
  checkUserData(request.UserData)
  return {
    count: countOf(request),
    hasPublicIp: request.NetworkInterfaces?.[0]?.AssociatePublicIpAddress ?? true,
    tags: tagsByType(request),
    ...(profile ? { profile } : {}),
    description: {
      image,
      type,
      subnet,
      groups: findGroups(ec2, request, subnet),
      metadataOptions: metadataOptions(request, image),
      ...(request.KeyName ? { keyName: request.KeyName } : {}),
      ...(request.UserData ? { userData: request.UserData } : {}),
      ...(request.ClientToken ? { clientToken: request.ClientToken } : {}),
      ...(request.template ? { template: request.template } : {}),
    },
  }
}

/** More would keep this machine busy for minutes. */
const instanceLimit = 1000

function countOf({ MinCount = 1, MaxCount = 1 }: LaunchRequest): number {
  if (MinCount < 1)
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${MinCount}) for parameter minCount is invalid. Minimum value is 1.`,
    )
  if (MaxCount < MinCount) {
    const message = `Value (${MinCount}) for parameter minCount is invalid. Expecting a value less than or equal to maxCount.`
    throw new AwsError('InvalidParameterCombination', message)
  }
  if (MaxCount > instanceLimit) {
    const message = `You have requested more instances (${MaxCount}) than your current instance limit of ${instanceLimit} allows for the specified instance type. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.`
    throw new AwsError('InstanceLimitExceeded', message)
  }
  return MaxCount
}

/** Also an image that a launch template names by an SSM parameter: `resolve:ssm:<name>`. */
function findImage(ec2: Ec2State, imageId: string | undefined): Image {
  if (!imageId) throw new AwsError('MissingParameter', 'The request must contain the parameter ImageId')
  const parameter = /^resolve:ssm:(.+)$/.exec(imageId)?.[1]
  const id = parameter === undefined ? imageId : (ec2.cloud.ssm.parameter(parameter)?.Value ?? parameter)
  return find(ec2.images, id, 'image')
}

function findType(name: string, image: Image): InstanceTypeFacts {
  const type = instanceTypes.get(name)
  if (!type) throw new AwsError('InvalidParameterValue', `Invalid value '${name}' for InstanceType.`)
  if (type.architecture === image.architecture) return type
  const message =
    `The architecture '${image.architecture}' of the specified AMI does not match the architecture '${type.architecture}' of ` +
    'the specified instance type. Specify an AMI and an instance type that have matching architectures, and try again. ' +
    `You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance type or AMI.`
  throw new AwsError('InvalidParameterValue', message)
}

/** The subnet the request names, or the default subnet of the zone it names, or of the first. */
function findSubnet(ec2: Ec2State, { NetworkInterfaces, SubnetId, Placement }: LaunchRequest): Subnet {
  const id = NetworkInterfaces?.[0]?.SubnetId ?? SubnetId
  if (id) return subnetIn(find(ec2.subnets, id, 'subnet'), Placement?.AvailabilityZone)
  const zone = Placement?.AvailabilityZone ?? ec2.cloud.zones[0]
  const subnet = [...ec2.subnets.values()].find((each) => each.zone === zone)
  if (!subnet) throw new AwsError('InvalidParameterValue', `Invalid availability zone: [${zone}]`)
  return subnet
}

function subnetIn(subnet: Subnet, zone: string | undefined): Subnet {
  if (zone === undefined || zone === subnet.zone) return subnet
  const message = `Value (${zone}) for parameter availabilityZone is invalid. Subnet '${subnet.id}' is in the availability zone ${subnet.zone}`
  throw new AwsError('InvalidParameterValue', message)
}

function checkPlacement({ Placement }: LaunchRequest): void {
  if (Placement?.Tenancy !== undefined && Placement.Tenancy !== 'default')
    throw unsupported(`The tenancy ${Placement.Tenancy} is not supported by this cloud.`)
}

function checkInterfaces({ NetworkInterfaces = [], SubnetId, SecurityGroups }: LaunchRequest): void {
  if (SubnetId && NetworkInterfaces.length > 0) {
    const message = 'Network interfaces and an instance-level subnet ID may not be specified on the same request'
    throw new AwsError('InvalidParameterCombination', message)
  }
  if (SubnetId && SecurityGroups?.length) {
    const message = 'The parameter groupName cannot be used with the parameter subnet'
    throw new AwsError('InvalidParameterCombination', message)
  }
  if (NetworkInterfaces.length > 1) throw unsupported('More than one network interface is not supported by this cloud.')
  if (NetworkInterfaces.some(({ DeviceIndex }) => DeviceIndex === undefined))
    throw new AwsError('InvalidParameterValue', 'Each network interface requires a device index.')
}

function findGroups(ec2: Ec2State, request: LaunchRequest, { vpcId }: Subnet): SecurityGroup[] {
  const { NetworkInterfaces, SecurityGroupIds, SecurityGroups } = request
  if (NetworkInterfaces?.length && (SecurityGroupIds?.length || SecurityGroups?.length)) {
    const message = 'Network interfaces and an instance-level security groups may not be specified on the same request'
    throw new AwsError('InvalidParameterCombination', message)
  }
  const ids = NetworkInterfaces?.[0]?.Groups ?? SecurityGroupIds ?? []
  const named = (SecurityGroups ?? []).map((name) => ec2.securityGroupNamed(name))
  const groups = [...ids.map((id) => find(ec2.securityGroups, id, 'securityGroup')), ...named]
  return groups.length ? groups : [ec2.defaultSecurityGroup(vpcId)]
}

function checkKey(ec2: Ec2State, name: string | undefined): void {
  if (!name || ec2.keyPairNamed(name)) return
  throw new AwsError('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`)
}

function metadataOptions({ MetadataOptions: options }: LaunchRequest, image: Image): MetadataOptions {
  return {
    enabled: options?.HttpEndpoint !== 'disabled',
    tokenRequired: (options?.HttpTokens ?? (image.imdsV2 ? 'required' : 'optional')) === 'required',
    tagsEnabled: options?.InstanceMetadataTags === 'enabled',
    hopLimit: options?.HttpPutResponseHopLimit ?? (image.imdsV2 ? 2 : 1),
  }
}

function tagsByType({ TagSpecifications = [] }: LaunchRequest): Map<string, Tag[]> {
  const tags = new Map<string, Tag[]>()
  for (const { ResourceType = '', Tags = [] } of TagSpecifications) {
    if (!['instance', 'volume', 'network-interface', 'spot-instances-request'].includes(ResourceType))
      throw new AwsError(
        'InvalidParameterValue',
        `'${ResourceType}' is not a valid taggable resource type for this operation.`,
      )
    tags.set(ResourceType, [...(tags.get(ResourceType) ?? []), ...Tags])
  }
  for (const list of tags.values()) checkTags(list)
  return tags
}
