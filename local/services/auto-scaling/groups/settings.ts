import type { CreateAutoScalingGroupType, UpdateAutoScalingGroupType } from '@aws-sdk/client-auto-scaling'
import type { Cloud } from '../../../cloud.ts'
import type { Subnet } from '../../ec2/resources/network.ts'
import { validationError } from './errors.ts'
import type { GroupSettings } from './group.ts'
import { chooseTemplate } from './launch-source.ts'

type Request = Partial<CreateAutoScalingGroupType> & UpdateAutoScalingGroupType

const policyNames = [
  'AllocationStrategy',
  'ClosestToNextInstanceHour',
  'Default',
  'NewestInstance',
  'OldestInstance',
  'OldestLaunchConfiguration',
  'OldestLaunchTemplate',
]

/** The settings a request asks for, on top of those a group already has. Throws Auto Scaling's ValidationError. */
export function readSettings(cloud: Cloud, request: Request, present?: GroupSettings): GroupSettings {
  const sizes = readSizes(request, present)
  const placement = readPlacement(cloud, request, present)
  const policies = request.TerminationPolicies ?? present?.terminationPolicies ?? ['Default']
  const unknown = policies.find((policy) => !policyNames.includes(policy))
  if (unknown)
    throw validationError(`Invalid termination policy ${unknown}. Valid policies are ${policyNames.join(', ')}`)
  return {
    ...sizes,
    ...placement,
    template: readTemplate(cloud, request, placement.subnets, present),
    healthCheckType: readHealthCheckType(request.HealthCheckType ?? present?.healthCheckType ?? 'EC2'),
    graceSeconds: atLeastZero('healthCheckGracePeriod', request.HealthCheckGracePeriod ?? present?.graceSeconds ?? 0),
    cooldownSeconds: atLeastZero('defaultCooldown', request.DefaultCooldown ?? present?.cooldownSeconds ?? 300),
    terminationPolicies: policies,
    protectsNew: request.NewInstancesProtectedFromScaleIn ?? present?.protectsNew ?? false,
    warmupSeconds: readWarmup(request.DefaultInstanceWarmup, present?.warmupSeconds),
    context: request.Context ?? present?.context,
  }
}

/** A new minimum or maximum takes the desired capacity along where the request doesn't say one. */
function readSizes({ MinSize, MaxSize, DesiredCapacity }: Request, present: GroupSettings | undefined) {
  const minSize = atLeastZero('minSize', MinSize ?? present?.minSize ?? 0)
  const maxSize = atLeastZero('maxSize', MaxSize ?? present?.maxSize ?? 0)
  if (maxSize < minSize)
    throw validationError(`Max bound, ${maxSize}, must be greater than or equal to min bound, ${minSize}`)
  const desiredCapacity = DesiredCapacity ?? Math.min(maxSize, Math.max(minSize, present?.desiredCapacity ?? minSize))
  if (desiredCapacity < minSize || desiredCapacity > maxSize) {
    const bounds = `min size:${minSize} and max size:${maxSize}`
    throw validationError(`Desired capacity:${desiredCapacity} must be between the specified ${bounds}`)
  }
  return { minSize, maxSize, desiredCapacity }
}

function readPlacement(
  cloud: Cloud,
  request: Request,
  present: GroupSettings | undefined,
): Pick<GroupSettings, 'subnets' | 'vpcZoneIdentifier'> {
  const { AvailabilityZones: zones, VPCZoneIdentifier: identifier } = request
  if (!zones?.length && !identifier) {
    if (present) return { subnets: present.subnets, vpcZoneIdentifier: present.vpcZoneIdentifier }
    throw validationError('At least one Availability Zone or VPC Subnet is required.')
  }
  if (!identifier)
    return { subnets: (zones ?? []).map((zone) => defaultSubnet(cloud, zone)), vpcZoneIdentifier: undefined }
  const ids = identifier.split(',').map((id) => id.trim())
  const subnets = ids.map((id) => subnetOf(cloud, id))
  if (zones?.length && zones.toSorted().join() !== [...new Set(subnets.map(({ zone }) => zone))].sort().join())
    throw validationError('The availability zones of the specified subnets and the Auto Scaling group do not match')
  return { subnets, vpcZoneIdentifier: ids.join(',') }
}

function subnetOf({ ec2 }: Cloud, id: string): Subnet {
  const subnet = ec2.subnets.get(id)
  if (!subnet) throw validationError(`The subnet ID '${id}' does not exist`)
  return subnet
}

function defaultSubnet({ ec2 }: Cloud, zone: string): Subnet {
  const subnet = [...ec2.subnets.values()].find((each) => each.zone === zone)
  if (!subnet) throw validationError(`Invalid availability zones: [${zone}]`)
  return subnet
}

function readTemplate(cloud: Cloud, request: Request, subnets: readonly Subnet[], present: GroupSettings | undefined) {
  if (request.LaunchTemplate) return chooseTemplate(cloud.ec2, request.LaunchTemplate, subnets)
  if (present) return present.template
  const sources = 'LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy'
  throw validationError(`Valid requests must contain either ${sources} parameter.`)
}

function readHealthCheckType(type: string): string {
  const unknown = type.split(',').find((each) => each !== 'EC2' && each !== 'ELB')
  if (unknown === undefined) return type
  throw validationError(`Invalid HealthCheckType: ${unknown}. Valid values are EC2 and ELB`)
}

/** -1 takes a default warm-up away. */
function readWarmup(asked: number | undefined, present: number | undefined): number | undefined {
  if (asked === undefined) return present
  return asked === -1 ? undefined : atLeastZero('defaultInstanceWarmup', asked)
}

function atLeastZero(member: string, value: number): number {
  if (value >= 0) return value
  const words = `Value '${value}' at '${member}' failed to satisfy constraint: Member must have value greater than or equal to 0`
  throw validationError(`1 validation error detected: ${words}`)
}
