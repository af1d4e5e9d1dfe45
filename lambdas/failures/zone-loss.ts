import { UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling'
import { DescribeSubnetsCommand, EC2Client, TerminateInstancesCommand } from '@aws-sdk/client-ec2'
import * as z from 'zod'
import { arns, launching, tagged } from '../arns.ts'
import { StepError } from '../core/errors.ts'
import { namesOf } from '../core/names.ts'
import { autoScaling, groupNamedFor } from '../lookups/auto-scaling.ts'
import { failure } from './failure.ts'
import { groupOf, inService } from './group-members.ts'

const ec2 = new EC2Client()
const fact = 'subnets of the Auto Scaling group'
const zoneRule = 'must be the last letter of an Availability Zone, such as "a"'

/** A zone goes dark: the group may not launch there any more, and all its instances in the zone die without warning. */
export const zoneLoss = failure({
  does: 'Terminates every instance of one Availability Zone and keeps the group out of the zone.',
  options: z.strictObject({
    zone: z
      .string(zoneRule)
      .regex(/^[a-z]$/, zoneRule)
      .optional(),
  }),
  allows: {
    look: [{ actions: ['autoscaling:DescribeAutoScalingGroups'] }],
    inject: [
      { actions: ['autoscaling:DescribeAutoScalingGroups', 'ec2:DescribeSubnets'] },
      { actions: ['autoscaling:UpdateAutoScalingGroup'], resources: [arns.group] },
      ...launching,
      { actions: ['ec2:TerminateInstances'], resources: [arns.instances], conditions: tagged },
    ],
    lift: [
      { actions: ['autoscaling:DescribeAutoScalingGroups'] },
      { actions: ['autoscaling:UpdateAutoScalingGroup'], resources: [arns.group] },
      ...launching,
    ],
  },
  async look(service) {
    const group = await groupNamedFor(service)
    return { [fact]: subnetsOf(group?.VPCZoneIdentifier).join(', ') || 'none' }
  },
  async choose(service, _affected, { zone: letter }) {
    const members = inService(await groupOf(service))
    const zone = members
      .map(({ AvailabilityZone = '' }) => AvailabilityZone)
      .find((each) => each.endsWith(letter ?? ''))
    if (!zone)
      throw new StepError(
        'InvalidInput',
        `inject.zone-loss.zone: no instance of ${service} is in a zone "${letter ?? ''}".`,
      )
    const lost = members.filter(({ AvailabilityZone }) => AvailabilityZone === zone)
    return { instances: lost.map(({ InstanceId = '' }) => InstanceId), zones: [zone] }
  },
  async inject({ service, instances, zones }) {
    const group = await groupOf(service)
    const remaining = await outside(zones, subnetsOf(group.VPCZoneIdentifier))
    if (remaining.length === 0) {
      throw new StepError('InvalidInput', `zone-loss: ${service} has no other zone than ${zones.join(', ')}.`)
    }
    await confine(service, remaining)
    const present = inService(group).map(({ InstanceId = '' }) => InstanceId)
    const InstanceIds = instances.filter((id) => present.includes(id))
    if (InstanceIds.length > 0) await ec2.send(new TerminateInstancesCommand({ InstanceIds }))
  },
  async lift({ service, before }) {
    const group = await groupNamedFor(service)
    const subnets = before[fact]?.split(', ') ?? []
    if (!group || subnets.length === 0 || subnetsOf(group.VPCZoneIdentifier).join() === subnets.join()) return
    await confine(service, subnets)
  },
})

async function confine(service: string, subnets: readonly string[]): Promise<void> {
  const AutoScalingGroupName = namesOf(service).group
  await autoScaling.send(
    new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, VPCZoneIdentifier: subnets.join(',') }),
  )
}

async function outside(zones: readonly string[], SubnetIds: string[]): Promise<string[]> {
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds }))
  return Subnets.filter(({ AvailabilityZone = '' }) => !zones.includes(AvailabilityZone))
    .map(({ SubnetId = '' }) => SubnetId)
    .toSorted()
}

function subnetsOf(identifier = ''): string[] {
  return identifier.split(',').filter(Boolean).toSorted()
}
