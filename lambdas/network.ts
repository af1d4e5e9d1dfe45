import {
  DescribeAvailabilityZonesCommand,
  DescribeVpcsCommand,
  EC2Client,
  paginateDescribeInstanceTypeOfferings,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  type Subnet,
} from '@aws-sdk/client-ec2'
import * as z from 'zod'
import { found, given, isOurs, pagesOf } from './core/aws.ts'
import { StepError } from './core/errors.ts'
import { namesOf } from './core/names.ts'
import { payload, step } from './core/step.ts'
import { instanceTypeNamed } from './lookups/instance-type.ts'
import { loadBalancerNamedFor } from './lookups/load-balancing.ts'

const ec2 = new EC2Client()

const networkPayload = payload({ vpcId: z.string().nullable(), instanceType: z.string() })

const wantedZones = 3
const neededZones = 2

/** On less the package manager of Amazon Linux 2023 is killed, and an instance never gets its server installed. */
const leastMemoryMebibytes = 1024

/**
 * One public subnet in each of up to three Availability Zones of the given network; without one, of the network the
 * service is in already, or the default one. A subnet is public if it gives its instances public addresses. A service
 * that has a load balancer stays in that one's subnets: an instance anywhere else would never get a request.
 */
export const FindNetwork = step(networkPayload, async ({ service, vpcId, instanceType }) => {
  const current = await networkOf(service)
  if (vpcId && current && vpcId !== current) {
    throw new StepError(
      'InvalidInput',
      `vpcId: the service ${service} is in ${current} and cannot move to ${vpcId}. Leave vpcId out, or tear the service down first.`,
    )
  }
  const network = await existing(vpcId ?? current)
  const candidates = await publicSubnets(network, await zonesFor(instanceType))
  await refuseTooSmall(instanceType)
  const subnets = onePerZone(current ? await balanced(candidates, service) : candidates)
  if (subnets.length < neededZones) throw tooFew(network, subnets)
  return {
    existed: current !== undefined,
    vpcId: network,
    subnetIds: subnets.map(({ id }) => id),
    zones: subnets.map(({ zone }) => zone),
  }
})

async function refuseTooSmall(instanceType: string): Promise<void> {
  const { MemoryInfo } = await instanceTypeNamed(instanceType)
  const mebibytes = given(MemoryInfo?.SizeInMiB, 'MemoryInfo.SizeInMiB')
  if (mebibytes >= leastMemoryMebibytes) return
  throw new StepError(
    'InvalidInput',
    `instanceType: ${instanceType} has ${mebibytes} MiB of memory; an instance needs ${leastMemoryMebibytes} to install its server.`,
  )
}

/** Those of the subnets that the service's load balancer is in; all of them while it has none. */
async function balanced(subnets: Subnet[], service: string): Promise<Subnet[]> {
  const balancer = await loadBalancerNamedFor(service)
  const ids = balancer?.AvailabilityZones?.map(({ SubnetId }) => SubnetId)
  return ids ? subnets.filter(({ SubnetId }) => ids.includes(SubnetId)) : subnets
}

/** The network the service was deployed to: its security groups are the first thing made and the last deleted. */
async function networkOf(service: string): Promise<string | undefined> {
  const { balancerSecurityGroup, instanceSecurityGroup } = namesOf(service)
  const Filters = [{ Name: 'group-name', Values: [balancerSecurityGroup, instanceSecurityGroup] }]
  const pages = await pagesOf(paginateDescribeSecurityGroups({ client: ec2 }, { Filters }))
  const groups = pages.flatMap(({ SecurityGroups = [] }) => SecurityGroups)
  return groups.find(({ Tags }) => isOurs(Tags, service))?.VpcId
}

/** The network's id once AWS has confirmed it; the default one where none is named. */
async function existing(vpcId: string | undefined): Promise<string> {
  const query = vpcId ? { VpcIds: [vpcId] } : { Filters: [{ Name: 'is-default', Values: ['true'] }] }
  const answer = await found(ec2.send(new DescribeVpcsCommand(query)))
  const vpc = answer?.Vpcs?.[0]
  if (vpc) return given(vpc.VpcId, 'VpcId')
  throw new StepError(
    'NoNetwork',
    vpcId
      ? `There is no VPC ${vpcId} in this region.`
      : 'There is no default VPC in this region. Pass vpcId, or create one: aws ec2 create-default-vpc.',
  )
}

async function publicSubnets(vpcId: string, zones: ReadonlySet<string>): Promise<Subnet[]> {
  const Filters = [
    { Name: 'vpc-id', Values: [vpcId] },
    { Name: 'state', Values: ['available'] },
  ]
  const pages = await pagesOf(paginateDescribeSubnets({ client: ec2 }, { Filters }))
  const subnets = pages.flatMap(({ Subnets = [] }) => Subnets)
  return subnets.filter(
    ({ MapPublicIpOnLaunch, AvailabilityZone = '' }) => MapPublicIpOnLaunch && zones.has(AvailabilityZone),
  )
}

/**
 * Availability Zones that offer the instance type. Local and Wavelength zones have subnets too, and no load balancer;
 * and the oldest zones of some regions lack the newer types.
 */
async function zonesFor(instanceType: string): Promise<Set<string>> {
  const Filters = [
    { Name: 'zone-type', Values: ['availability-zone'] },
    { Name: 'state', Values: ['available'] },
  ]
  const offering = await zonesOffering(instanceType)
  const { AvailabilityZones = [] } = await ec2.send(new DescribeAvailabilityZonesCommand({ Filters }))
  return new Set(AvailabilityZones.flatMap(({ ZoneName = '' }) => (offering.has(ZoneName) ? ZoneName : [])))
}

async function zonesOffering(instanceType: string): Promise<Set<string | undefined>> {
  const query = {
    LocationType: 'availability-zone' as const,
    Filters: [{ Name: 'instance-type', Values: [instanceType] }],
  }
  const pages = await pagesOf(paginateDescribeInstanceTypeOfferings({ client: ec2 }, query))
  const offerings = pages.flatMap(({ InstanceTypeOfferings = [] }) => InstanceTypeOfferings)
  if (offerings.length) return new Set(offerings.map(({ Location }) => Location))
  throw new StepError('InvalidInput', `instanceType: ${instanceType} is not offered in this region.`)
}

/** The same subnets on every run: zones in order, and in each zone its default subnet, else the one of lowest id. */
function onePerZone(subnets: readonly Subnet[]): { id: string; zone: string }[] {
  const rank = ({ DefaultForAz, SubnetId }: Subnet) => `${DefaultForAz ? 0 : 1}${SubnetId}`
  const chosen = new Map<string, string>()
  for (const subnet of subnets.toSorted((a, b) => rank(a).localeCompare(rank(b)))) {
    const zone = given(subnet.AvailabilityZone, 'AvailabilityZone')
    if (!chosen.has(zone)) chosen.set(zone, given(subnet.SubnetId, 'SubnetId'))
  }
  const byZone = [...chosen].map(([zone, id]) => ({ zone, id })).toSorted((a, b) => a.zone.localeCompare(b.zone))
  return byZone.slice(0, wantedZones)
}

function tooFew(vpcId: string, subnets: readonly { zone: string }[]): StepError {
  const zones = subnets.map(({ zone }) => zone).join(', ') || 'none'
  return new StepError(
    'NoNetwork',
    `${vpcId} has public subnets (those that give instances a public address) in too few Availability Zones that offer the instance type and that the load balancer, if there is one, is in: ${zones}. ` +
      `An Application Load Balancer needs ${neededZones}, and ${wantedZones} are wanted. Pass another vpcId, or add subnets.`,
  )
}
