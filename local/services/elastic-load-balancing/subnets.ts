import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import type { Subnet } from '../ec2/resources/network.ts'
import { invalid, unsupported } from './errors.ts'

interface SubnetRequest {
  Subnets?: string[] | undefined
  SubnetMappings?: { SubnetId?: string | undefined }[] | undefined
}

/** The subnets a request names: at least two, of one VPC, in different zones. Throws AwsError in AWS's words. */
export function readSubnets({ ec2 }: Cloud, { Subnets, SubnetMappings }: SubnetRequest): readonly Subnet[] {
  if (Subnets?.length && SubnetMappings?.length)
    throw invalid('You must specify either subnets or subnet mappings, but not both')
  for (const { SubnetId: _, ...rest } of SubnetMappings ?? [])
    for (const [member, value] of Object.entries(rest))
      if (value !== undefined) throw unsupported(`${member} of a subnet mapping`)
  const ids = [...new Set(Subnets?.length ? Subnets : (SubnetMappings ?? []).map(({ SubnetId = '' }) => SubnetId))]
  const subnets = ids.map((id) => {
    const subnet = ec2.subnets.get(id)
    if (subnet === undefined) throw new AwsError('SubnetNotFound', `The subnet ID '${id}' does not exist`)
    return subnet
  })
  checkTogether(subnets)
  return subnets
}

function checkTogether(subnets: readonly Subnet[]) {
  const vpcs = new Set(subnets.map(({ vpcId }) => vpcId))
  if (vpcs.size > 1) throw new AwsError('InvalidConfigurationRequest', 'All subnets must belong to the same VPC')
  const zones = new Set(subnets.map(({ zone }) => zone))
  if (zones.size < subnets.length)
    throw new AwsError(
      'InvalidConfigurationRequest',
      'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    )
  if (zones.size < 2) throw invalid('At least two subnets in two different Availability Zones must be specified')
}

/** The security groups a request names, or the VPC's default one. Throws AwsError in AWS's words. */
export function readSecurityGroups({ ec2 }: Cloud, ids: readonly string[] | undefined, vpcId: string): string[] {
  if (!ids?.length) return [ec2.defaultSecurityGroup(vpcId).id]
  if (ids.length > 5) throw new AwsError('InvalidConfigurationRequest', 'You can specify at most 5 security groups')
  if (ids.some((id) => ec2.securityGroups.get(id)?.vpcId !== vpcId))
    throw new AwsError('InvalidConfigurationRequest', 'One or more security groups are invalid')
  return [...new Set(ids)]
}
