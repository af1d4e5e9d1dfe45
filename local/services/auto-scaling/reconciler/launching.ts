import { AwsError } from '../../../aws-error.ts'
import type { Cloud } from '../../../cloud.ts'
import type { Subnet } from '../../ec2/resources/network.ts'
import { beginActivity, endActivity } from '../groups/activity.ts'
import { at, joinCauses } from '../groups/cause.ts'
import { type Group, isSuspended, presentMembers, type TemplateChoice, zonesOf } from '../groups/group.ts'
import { launchRequest } from '../groups/launch-source.ts'
import type { Member } from '../groups/member.ts'
import { isActive } from '../groups/refresh.ts'

/** After a launch that failed the next waits, each time twice as long, up to this. */
const longestRetrySeconds = 300

/** Launches what is missing of the desired capacity, in the zones that have least. */
export function launchMissing(cloud: Cloud, group: Group): void {
  const present = presentMembers(group).filter(({ isExtra }) => !isExtra).length
  const now = cloud.clock.now()
  if (present >= group.desiredCapacity || isSuspended(group, 'Launch') || now < group.retryAt) return
  const difference = 'an instance was started in response to a difference between desired and actual capacity'
  const capacity = at(now, `${difference}, increasing the capacity from ${present} to ${group.desiredCapacity}.`)
  const replacement = at(now, 'an instance was launched in response to an unhealthy instance needing to be replaced.')
  const cause = joinCauses(group.change, capacity)
  for (let count = present; count < group.desiredCapacity; count++) {
    const replaces = group.replacementsDue > 0
    if (!launchOne(cloud, group, replaces ? replacement : cause)) return
    if (replaces) group.replacementsDue--
  }
  group.change = undefined
  group.lastScaledAt = now
}

/** Launches one instance where the group has least. Undefined, with a failed activity, where EC2 refuses. */
export function launchOne(cloud: Cloud, group: Group, cause: string, isExtra = false): Member | undefined {
  const subnet = emptiestSubnet(group)
  const launch = beginActivity(group, {
    description: 'Launching a new EC2 instance',
    cause,
    subnet,
    startedAt: cloud.clock.now(),
  })
  try {
    const { instance, template } = runInstance(cloud, group, subnet)
    Object.assign(launch, {
      description: `Launching a new EC2 instance: ${instance.id}`,
      status: 'PreInService',
      progress: 30,
    })
    const member: Member = {
      instance,
      template,
      launch,
      lifecycle: 'Pending',
      isProtected: group.protectsNew,
      registeredWith: new Set(),
      staysUnregistered: isSuspended(group, 'AddToLoadBalancer'),
      isExtra,
    }
    group.members.push(member)
    group.failedLaunches = 0
    return member
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    const message = `${error.message}. Launching EC2 instance failed.`.replace('..', '.')
    endActivity(launch, 'Failed', cloud.clock.now(), message)
    launch.description = `Launching a new EC2 instance.  Status Reason: ${message}`
    postpone(cloud, group)
    return undefined
  }
}

function postpone({ clock }: Cloud, group: Group): void {
  group.failedLaunches++
  group.retryAt = clock.now() + Math.min(longestRetrySeconds, 15 * 2 ** (group.failedLaunches - 1)) * 1000
}

function runInstance({ ec2, tags }: Cloud, group: Group, subnet: Subnet) {
  const choice = group.refreshes.find(isActive)?.template ?? group.template
  const propagated = Object.entries(tags.of(group.arn)).filter(([key]) => group.propagated.get(key))
  const [instance] = ec2.launch(
    {
      ...launchRequest(ec2, { LaunchTemplateId: choice.id, Version: choice.version }, subnet),
      TagSpecifications: [{ ResourceType: 'instance', Tags: propagated.map(([Key, Value]) => ({ Key, Value })) }],
    },
    { 'aws:autoscaling:groupName': group.name },
  )
  if (!instance) throw new Error('a launch of one instance made none')
  const version = String(instance.description.template?.version ?? choice.version)
  const template: TemplateChoice = { ...choice, version }
  return { instance, template }
}

/** A subnet in the zone with the fewest members, the one with the fewest where the zone has several. */
function emptiestSubnet(group: Group): Subnet {
  const present = presentMembers(group)
  const inZone = (zone: string) => present.filter(({ instance }) => instance.zone === zone).length
  const inSubnet = (subnet: Subnet) =>
    present.filter(({ instance }) => instance.description.subnet.id === subnet.id).length
  const [zone] = zonesOf(group).toSorted((one, other) => inZone(one) - inZone(other))
  const [subnet] = group.subnets
    .filter((each) => each.zone === zone)
    .toSorted((one, other) => inSubnet(one) - inSubnet(other))
  if (!subnet) throw new Error(`group ${group.name} has no subnet`)
  return subnet
}

/** Takes members into service whose instances run. */
export function admitRunning(cloud: Cloud, group: Group): void {
  for (const member of group.members) {
    if (member.lifecycle !== 'Pending' || member.instance.stateName !== 'running') continue
    member.lifecycle = 'InService'
    member.inServiceAt = cloud.clock.now()
    member.isExtra = false
    endActivity(member.launch, 'Successful', cloud.clock.now())
  }
}
