import { AutoScaling, type CreateAutoScalingGroupCommandInput } from '@aws-sdk/client-auto-scaling'
import { EC2 } from '@aws-sdk/client-ec2'
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2'
import { IAM } from '@aws-sdk/client-iam'
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { ManualClock } from '../../../../local/clock.ts'
import type { Cloud } from '../../../../local/cloud.ts'
import { startCloud } from '../../../../local/start.ts'

const clock = new ManualClock()
const inServiceMilliseconds = 18_000
const template = { LaunchTemplateName: 'web' }
const zones = ['us-west-2a', 'us-west-2b', 'us-west-2c']
let cloud: Cloud
let autoScaling: AutoScaling
let ec2: EC2
let balancing: ElasticLoadBalancingV2
let groupCount = 0

beforeAll(async () => {
  cloud = await startCloud({ clock })
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const settings = { endpoint: cloud.endpoint, region: cloud.region, maxAttempts: 1, credentials }
  autoScaling = new AutoScaling(settings)
  ec2 = new EC2(settings)
  balancing = new ElasticLoadBalancingV2(settings)
  const ImageId = cloud.ec2.publicImages['al2023-ami-kernel-default-x86_64']
  await ec2.createLaunchTemplate({ ...template, LaunchTemplateData: { ImageId, InstanceType: 't3.micro' } })
})
afterAll(() => cloud.close())
afterEach(() => {
  jest.restoreAllMocks()
})

const imageId = () => cloud.ec2.publicImages['al2023-ami-kernel-default-x86_64'] ?? ''

type Settings = Partial<CreateAutoScalingGroupCommandInput>

/** A new group of three in three zones, each test's own. */
async function newGroup(settings: Settings = {}): Promise<string> {
  const name = `group-${++groupCount}`
  await autoScaling.createAutoScalingGroup({
    AutoScalingGroupName: name,
    MinSize: 0,
    MaxSize: 6,
    DesiredCapacity: 3,
    AvailabilityZones: zones,
    LaunchTemplate: template,
    ...settings,
  })
  return name
}

async function groupInService(settings: Settings = {}): Promise<string> {
  const name = await newGroup(settings)
  await clock.advance(inServiceMilliseconds)
  return name
}

async function describeGroup(name: string) {
  const { AutoScalingGroups } = await autoScaling.describeAutoScalingGroups({ AutoScalingGroupNames: [name] })
  return AutoScalingGroups?.[0]
}

async function members(name: string) {
  return (await describeGroup(name))?.Instances ?? []
}

const lifecycles = async (name: string) => (await members(name)).map(({ LifecycleState }) => LifecycleState).sort()
const idsOf = async (name: string) => (await members(name)).map(({ InstanceId }) => InstanceId ?? '')

async function activities(name: string) {
  return (await autoScaling.describeScalingActivities({ AutoScalingGroupName: name })).Activities ?? []
}

async function newTargetGroup(): Promise<string> {
  const name = `targets-${++groupCount}`
  const [VpcId] = cloud.ec2.vpcs.keys()
  const { TargetGroups } = await balancing.createTargetGroup({ Name: name, Protocol: 'HTTP', Port: 80, VpcId })
  return TargetGroups?.[0]?.TargetGroupArn ?? ''
}

/** Lets the load balancer say one thing of some instances, whatever it would say itself. */
function balancerSays(state: 'healthy' | 'unhealthy' | 'draining', ids?: readonly string[]) {
  const say = (_arn: string, id: string) => (ids === undefined || ids.includes(id) ? { state } : undefined)
  return jest.spyOn(cloud.elasticLoadBalancing, 'healthOf').mockImplementation(say)
}

describe('a new group', () => {
  test('launches one instance in each zone and takes them into service when they run', async () => {
    const name = await newGroup()
    await clock.advance(1000)
    expect(await lifecycles(name)).toEqual(['Pending', 'Pending', 'Pending'])
    expect(await activities(name)).toMatchObject(Array(3).fill({ StatusCode: 'PreInService', Progress: 30 }))
    await clock.advance(17_000)
    expect(await lifecycles(name)).toEqual(['InService', 'InService', 'InService'])
    const found = await members(name)
    expect(found.map(({ AvailabilityZone }) => AvailabilityZone).sort()).toEqual(zones)
    const [activity] = await activities(name)
    expect(activity).toMatchObject({ StatusCode: 'Successful', Progress: 100, AutoScalingGroupName: name })
    expect(activity?.Description).toMatch(/^Launching a new EC2 instance: i-0/)
    expect(activity?.Cause).toMatch(
      /^At [-\dT:]+Z a user request created an AutoScalingGroup changing the desired capacity from 0 to 3\. {2}At [-\dT:]+Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 0 to 3\.$/,
    )
  })

  test('tags its instances with its name and what it propagates', async () => {
    const Tags = [
      { Key: 'service', Value: 'shop', PropagateAtLaunch: true },
      { Key: 'owner', Value: 'me', PropagateAtLaunch: false },
    ]
    const name = await groupInService({ Tags, DesiredCapacity: 1 })
    const { Reservations } = await ec2.describeInstances({ InstanceIds: await idsOf(name) })
    const tags = Object.fromEntries(
      Reservations?.[0]?.Instances?.[0]?.Tags?.map(({ Key, Value }) => [Key, Value]) ?? [],
    )
    expect(tags).toMatchObject({
      service: 'shop',
      'aws:autoscaling:groupName': name,
      'aws:ec2launchtemplate:version': '1',
    })
    expect(tags).not.toHaveProperty('owner')
    expect((await describeGroup(name))?.Tags).toMatchObject([
      { Key: 'service', ResourceId: name, PropagateAtLaunch: true },
      { Key: 'owner' },
    ])
  })

  test.each([
    ['min above max', { MinSize: 3, MaxSize: 1 }, 'Max bound, 1, must be greater than or equal to min bound, 3'],
    [
      'a capacity out of bounds',
      { DesiredCapacity: 9 },
      'Desired capacity:9 must be between the specified min size:0 and max size:6',
    ],
    ['no zones', { AvailabilityZones: [] }, 'At least one Availability Zone or VPC Subnet is required.'],
    ['an unknown zone', { AvailabilityZones: ['us-west-2z'] }, 'Invalid availability zones: [us-west-2z]'],
    ['an unknown subnet', { VPCZoneIdentifier: 'subnet-1' }, "The subnet ID 'subnet-1' does not exist"],
    [
      'no template',
      { LaunchTemplate: undefined },
      'Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.',
    ],
    [
      'an unknown template',
      { LaunchTemplate: { LaunchTemplateName: 'none' } },
      'You must use a valid fully-formed launch template. The specified launch template, with template name none, does not exist.',
    ],
    [
      'an unknown target group',
      { TargetGroupARNs: ['arn:none'] },
      'Provided Target Groups may not be valid. Please ensure they exist and try again.',
    ],
    [
      'another health check',
      { HealthCheckType: 'PING' },
      'Invalid HealthCheckType: PING. Valid values are EC2 and ELB',
    ],
    [
      'a mixed policy',
      { MixedInstancesPolicy: { InstancesDistribution: { SpotInstancePools: 2 } } },
      'MixedInstancesPolicy is not supported by this cloud.',
    ],
  ])('with %s is refused', async (_, settings, message) => {
    await expect(newGroup(settings)).rejects.toMatchObject({ name: 'ValidationError', message })
  })

  test('is refused while IAM propagates its instance profile', async () => {
    const iam = new IAM({
      endpoint: cloud.endpoint,
      region: cloud.region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    })
    const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] })
    await iam.createRole({ RoleName: 'new', AssumeRolePolicyDocument })
    await iam.createInstanceProfile({ InstanceProfileName: 'new' })
    await iam.addRoleToInstanceProfile({ InstanceProfileName: 'new', RoleName: 'new' })
    const ImageId = cloud.ec2.publicImages['al2023-ami-kernel-default-x86_64']
    const LaunchTemplateData = { ImageId, InstanceType: 't3.micro' as const, IamInstanceProfile: { Name: 'new' } }
    await ec2.createLaunchTemplate({ LaunchTemplateName: 'with-profile', LaunchTemplateData })
    const create = () => newGroup({ LaunchTemplate: { LaunchTemplateName: 'with-profile' }, DesiredCapacity: 1 })
    await expect(create()).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        'You must use a valid fully-formed launch template. Value (new) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
    })
    await clock.advance(8000)
    const name = await create()
    await clock.advance(inServiceMilliseconds)
    const { IamInstanceProfileAssociations } = await ec2.describeIamInstanceProfileAssociations({})
    expect(IamInstanceProfileAssociations).toMatchObject([{ InstanceId: (await idsOf(name))[0], State: 'associated' }])
  })

  test('has a name of its own', async () => {
    const AutoScalingGroupName = await newGroup({ DesiredCapacity: 0 })
    await expect(newGroup({ AutoScalingGroupName })).rejects.toMatchObject({ name: 'AlreadyExistsFault' })
  })
})

describe('the capacity', () => {
  test('is followed up and down, from the fullest zones and the oldest instances', async () => {
    const name = await groupInService()
    await autoScaling.setDesiredCapacity({ AutoScalingGroupName: name, DesiredCapacity: 4 })
    await clock.advance(inServiceMilliseconds)
    expect(await lifecycles(name)).toHaveLength(4)
    const fullest = (await members(name)).filter(({ AvailabilityZone }) => AvailabilityZone === 'us-west-2a')
    await autoScaling.updateAutoScalingGroup({ AutoScalingGroupName: name, DesiredCapacity: 3 })
    await clock.advance(1000)
    const leaving = (await members(name)).filter(({ LifecycleState }) => LifecycleState === 'Terminating')
    expect(leaving).toMatchObject([{ InstanceId: fullest[0]?.InstanceId }])
    const [activity] = await activities(name)
    expect(activity).toMatchObject({ StatusCode: 'InProgress', Progress: 50 })
    expect(activity?.Cause).toContain(
      'a user request update of AutoScalingGroup constraints to min: 0, max: 6, desired: 3 changing the desired capacity from 4 to 3.',
    )
    expect(activity?.Cause).toContain(`shrinking the capacity from 4 to 3.  At `)
    await clock.advance(36_000)
    expect(await lifecycles(name)).toEqual(['InService', 'InService', 'InService'])
    expect((await activities(name))[0]).toMatchObject({ StatusCode: 'Successful', Progress: 100 })
  })

  test('follows new bounds', async () => {
    const name = await groupInService({ DesiredCapacity: 2 })
    await autoScaling.updateAutoScalingGroup({ AutoScalingGroupName: name, MinSize: 3 })
    expect(await describeGroup(name)).toMatchObject({ MinSize: 3, DesiredCapacity: 3 })
    await autoScaling.updateAutoScalingGroup({ AutoScalingGroupName: name, MinSize: 0, MaxSize: 1 })
    expect(await describeGroup(name)).toMatchObject({ MaxSize: 1, DesiredCapacity: 1 })
    const set = (DesiredCapacity: number) =>
      autoScaling.setDesiredCapacity({ AutoScalingGroupName: name, DesiredCapacity })
    await expect(set(2)).rejects.toMatchObject({
      message: 'New SetDesiredCapacity value 2 is above max value 1 for the AutoScalingGroup.',
    })
  })

  test('can honour a cooldown', async () => {
    const AutoScalingGroupName = await groupInService({ DesiredCapacity: 1, DefaultCooldown: 60 })
    const set = () => autoScaling.setDesiredCapacity({ AutoScalingGroupName, DesiredCapacity: 2, HonorCooldown: true })
    await expect(set()).rejects.toMatchObject({ name: 'ScalingActivityInProgressFault' })
    await clock.advance(60_000)
    await set()
  })

  test('takes protected instances last', async () => {
    const name = await groupInService({ DesiredCapacity: 2 })
    const [oldest = ''] = await idsOf(name)
    const AutoScalingGroupName = name
    await autoScaling.setInstanceProtection({ AutoScalingGroupName, InstanceIds: [oldest], ProtectedFromScaleIn: true })
    await autoScaling.setDesiredCapacity({ AutoScalingGroupName, DesiredCapacity: 0 })
    await clock.advance(40_000)
    expect(await idsOf(name)).toEqual([oldest])
  })

  test('that EC2 cannot give is tried again, each time later', async () => {
    const LaunchTemplateName = 'short-lived'
    const ImageId = cloud.ec2.publicImages['al2023-ami-kernel-default-x86_64']
    await ec2.createLaunchTemplate({ LaunchTemplateName, LaunchTemplateData: { ImageId, InstanceType: 't3.micro' } })
    const name = await newGroup({ DesiredCapacity: 1, LaunchTemplate: { LaunchTemplateName } })
    await ec2.deleteLaunchTemplate({ LaunchTemplateName })
    await clock.advance(30_000)
    const failed = await activities(name)
    expect(failed.length).toBe(2)
    expect(failed[0]).toMatchObject({ StatusCode: 'Failed', Progress: 100 })
    expect(failed[0]?.StatusMessage).toMatch(/does not exist\. Launching EC2 instance failed\.$/)
    await autoScaling.deleteAutoScalingGroup({ AutoScalingGroupName: name, ForceDelete: true })
  })
})

describe('an unhealthy instance', () => {
  test('that EC2 has lost is replaced', async () => {
    const name = await groupInService()
    const [lost = ''] = await idsOf(name)
    await ec2.terminateInstances({ InstanceIds: [lost] })
    await clock.advance(1000)
    const [launch, end] = await activities(name)
    expect(end?.Cause).toMatch(
      /an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped\.$/,
    )
    expect(launch?.Cause).toMatch(
      /an instance was launched in response to an unhealthy instance needing to be replaced\.$/,
    )
    await clock.advance(40_000)
    expect(await idsOf(name)).not.toContain(lost)
    expect(await lifecycles(name)).toEqual(['InService', 'InService', 'InService'])
  })

  test('that somebody has stopped is terminated and replaced', async () => {
    const name = await groupInService()
    const [stopped = '', ...others] = await idsOf(name)
    await ec2.stopInstances({ InstanceIds: [stopped] })
    await clock.advance(1000 + 35_000 + inServiceMilliseconds)
    const after = await idsOf(name)
    expect(after).toHaveLength(3)
    expect(after).toEqual(expect.arrayContaining(others))
    expect(after).not.toContain(stopped)
    expect(cloud.ec2.instance(stopped)?.stateName).toBe('terminated')
    const causes = (await activities(name)).map(({ Cause }) => Cause)
    expect(causes.join()).toContain('in response to an EC2 health check indicating it has been terminated or stopped.')
  })

  test('that a target group calls so is replaced, with the ELB type and after the grace period only', async () => {
    const TargetGroupARNs = [await newTargetGroup()]
    const byBalancer = await newGroup({
      TargetGroupARNs,
      HealthCheckType: 'ELB',
      HealthCheckGracePeriod: 30,
      DesiredCapacity: 1,
    })
    const byEc2 = await newGroup({ TargetGroupARNs, DesiredCapacity: 1 })
    await clock.advance(inServiceMilliseconds)
    const [sick = ''] = await idsOf(byBalancer)
    balancerSays('unhealthy', [sick, ...(await idsOf(byEc2))])
    await clock.advance(28_000)
    expect(await members(byBalancer)).toMatchObject([{ HealthStatus: 'Healthy' }])
    await clock.advance(2000)
    expect(await members(byBalancer)).toMatchObject([
      { InstanceId: sick, LifecycleState: 'Terminating', HealthStatus: 'Unhealthy' },
      { LifecycleState: 'Pending' },
    ])
    expect((await activities(byBalancer))[1]?.Cause).toMatch(/in response to an ELB system health check failure\.$/)
    expect(await members(byEc2)).toMatchObject([{ HealthStatus: 'Healthy', LifecycleState: 'InService' }])
  })

  test('that a user calls so is replaced, unless it is in its grace period or ReplaceUnhealthy is suspended', async () => {
    const name = await groupInService({ DesiredCapacity: 1, HealthCheckGracePeriod: 60 })
    const [InstanceId = ''] = await idsOf(name)
    const unhealthy = { InstanceId, HealthStatus: 'Unhealthy' }
    await autoScaling.setInstanceHealth(unhealthy)
    expect(await members(name)).toMatchObject([{ HealthStatus: 'Healthy' }])
    const process = { AutoScalingGroupName: name, ScalingProcesses: ['ReplaceUnhealthy'] }
    await autoScaling.suspendProcesses(process)
    await autoScaling.setInstanceHealth({ ...unhealthy, ShouldRespectGracePeriod: false })
    await clock.advance(5000)
    expect(await members(name)).toMatchObject([{ HealthStatus: 'Unhealthy', LifecycleState: 'InService' }])
    await autoScaling.resumeProcesses(process)
    await clock.advance(1000)
    expect((await activities(name))[1]?.Cause).toMatch(/in response to a user health-check\.$/)
    await expect(autoScaling.setInstanceHealth({ ...unhealthy, InstanceId: 'i-0' })).rejects.toMatchObject({
      message: 'Instance Id not found - No managed instance found for instance ID: i-0',
    })
  })
})

describe('an instance that is terminated through its group', () => {
  const terminate = (InstanceId: string, ShouldDecrementDesiredCapacity: boolean) =>
    autoScaling.terminateInstanceInAutoScalingGroup({ InstanceId, ShouldDecrementDesiredCapacity })

  test('is replaced, unless the capacity is decremented', async () => {
    const name = await groupInService({ MinSize: 1, DesiredCapacity: 2 })
    const [first = '', second = ''] = await idsOf(name)
    const { Activity } = await terminate(first, true)
    expect(Activity?.Cause).toMatch(
      new RegExp(
        `instance ${first} was taken out of service in response to a user request, shrinking the capacity from 2 to 1\\.$`,
      ),
    )
    await expect(terminate(first, false)).rejects.toMatchObject({
      name: 'ScalingActivityInProgressFault',
      message: `Scaling activity ${Activity?.ActivityId} is in progress and blocks this action`,
    })
    await expect(terminate(second, true)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('Currently, desiredSize equals minSize (1)'),
    })
    await terminate(second, false)
    await clock.advance(40_000)
    const [replacement] = await members(name)
    expect(await lifecycles(name)).toEqual(['InService'])
    expect(replacement?.InstanceId).not.toBe(second)
  })

  test('drains from its target groups first', async () => {
    const arn = await newTargetGroup()
    const name = await groupInService({ TargetGroupARNs: [arn], DesiredCapacity: 1 })
    const [id = ''] = await idsOf(name)
    const deregister = jest.spyOn(cloud.elasticLoadBalancing, 'deregisterInstances')
    const says = balancerSays('draining', [id])
    const { Activity } = await terminate(id, false)
    expect(deregister).toHaveBeenCalledWith(arn, [id])
    expect(Activity).toMatchObject({
      StatusCode: 'WaitingForELBConnectionDraining',
      Description: `Terminating EC2 instance: ${id} - Waiting For ELB Connection Draining.`,
    })
    await clock.advance(60_000)
    expect(cloud.ec2.instance(id)?.stateName).toBe('running')
    says.mockReturnValue(undefined)
    await clock.advance(1000)
    expect(cloud.ec2.instance(id)?.stateName).toBe('shutting-down')
  })
})

describe('target groups', () => {
  test('are attached to running groups and detached again', async () => {
    const name = await groupInService({ DesiredCapacity: 2 })
    const arn = await newTargetGroup()
    const AutoScalingGroupName = name
    const attachment = async () =>
      (await autoScaling.describeLoadBalancerTargetGroups({ AutoScalingGroupName })).LoadBalancerTargetGroups
    await autoScaling.attachLoadBalancerTargetGroups({ AutoScalingGroupName, TargetGroupARNs: [arn] })
    expect(await attachment()).toMatchObject([{ LoadBalancerTargetGroupARN: arn, State: 'Adding' }])
    await clock.advance(1000)
    expect(await attachment()).toMatchObject([{ State: 'Added' }])
    const targets = async () =>
      (await balancing.describeTargetHealth({ TargetGroupArn: arn })).TargetHealthDescriptions ?? []
    expect((await targets()).map(({ Target }) => Target?.Id).sort()).toEqual((await idsOf(name)).sort())
    balancerSays('healthy')
    expect(await attachment()).toMatchObject([{ State: 'InService' }])
    expect((await autoScaling.describeTrafficSources({ AutoScalingGroupName })).TrafficSources).toMatchObject([
      { Identifier: arn, State: 'InService' },
    ])
    await autoScaling.detachLoadBalancerTargetGroups({ AutoScalingGroupName, TargetGroupARNs: [arn] })
    expect(await attachment()).toMatchObject([{ State: 'Removing' }])
    jest.restoreAllMocks()
    await clock.advance(301_000)
    expect(await attachment()).toEqual([])
    expect(await targets()).toEqual([])
    await expect(
      autoScaling.detachLoadBalancerTargetGroups({ AutoScalingGroupName, TargetGroupARNs: [arn] }),
    ).rejects.toMatchObject({
      message: `Trying to remove Target Groups that are not part of the group: [${arn}]`,
    })
  })

  test('get no instances that come while AddToLoadBalancer is suspended', async () => {
    const arn = await newTargetGroup()
    const AutoScalingGroupName = await newGroup({ TargetGroupARNs: [arn], DesiredCapacity: 0 })
    await autoScaling.suspendProcesses({ AutoScalingGroupName, ScalingProcesses: ['AddToLoadBalancer'] })
    await autoScaling.setDesiredCapacity({ AutoScalingGroupName, DesiredCapacity: 1 })
    await clock.advance(inServiceMilliseconds)
    await autoScaling.resumeProcesses({ AutoScalingGroupName })
    await clock.advance(5000)
    expect((await balancing.describeTargetHealth({ TargetGroupArn: arn })).TargetHealthDescriptions).toEqual([])
  })
})

describe('zones', () => {
  test('are balanced after a change: first a launch in the new one, then a termination', async () => {
    const name = await groupInService({ AvailabilityZones: ['us-west-2a'], DesiredCapacity: 2 })
    await autoScaling.updateAutoScalingGroup({
      AutoScalingGroupName: name,
      AvailabilityZones: ['us-west-2a', 'us-west-2b'],
    })
    await clock.advance(1000)
    expect(await lifecycles(name)).toEqual(['InService', 'InService', 'Pending'])
    expect((await activities(name))[0]?.Cause).toContain(
      'instances were launched to balance instances in zones us-west-2b with other zones',
    )
    await clock.advance(17_000)
    expect(await lifecycles(name)).toEqual(['InService', 'InService', 'Terminating'])
    await clock.advance(36_000)
    expect((await members(name)).map(({ AvailabilityZone }) => AvailabilityZone).sort()).toEqual([
      'us-west-2a',
      'us-west-2b',
    ])
  })

  test('are left as they are while AZRebalance is suspended', async () => {
    const AutoScalingGroupName = await groupInService({ AvailabilityZones: ['us-west-2a'], DesiredCapacity: 2 })
    await autoScaling.suspendProcesses({ AutoScalingGroupName, ScalingProcesses: ['AZRebalance'] })
    await autoScaling.updateAutoScalingGroup({ AutoScalingGroupName, AvailabilityZones: ['us-west-2b'] })
    await clock.advance(30_000)
    expect((await members(AutoScalingGroupName)).map(({ AvailabilityZone }) => AvailabilityZone)).toEqual([
      'us-west-2a',
      'us-west-2a',
    ])
  })
})

describe('an instance refresh', () => {
  test('replaces instances one after another and keeps most of them in service', async () => {
    const name = await groupInService()
    const before = await idsOf(name)
    const AutoScalingGroupName = name
    const { InstanceRefreshId } = await autoScaling.startInstanceRefresh({
      AutoScalingGroupName,
      Preferences: { InstanceWarmup: 10 },
    })
    const refresh = async () =>
      (await autoScaling.describeInstanceRefreshes({ AutoScalingGroupName })).InstanceRefreshes?.[0]
    expect(await refresh()).toMatchObject({
      InstanceRefreshId,
      Status: 'Pending',
      InstancesToUpdate: 3,
      PercentageComplete: 0,
    })
    await expect(autoScaling.startInstanceRefresh({ AutoScalingGroupName })).rejects.toMatchObject({
      name: 'InstanceRefreshInProgressFault',
    })
    for (let second = 0; second < 120; second++) {
      await clock.advance(1000)
      const inService = cloud.autoScaling.groups.get(name)?.members.filter(({ lifecycle }) => lifecycle === 'InService')
      expect(inService?.length).toBeGreaterThanOrEqual(2)
    }
    expect(await refresh()).toMatchObject({ Status: 'Successful', InstancesToUpdate: 0, PercentageComplete: 100 })
    expect((await idsOf(name)).filter((id) => before.includes(id))).toEqual([])
    await expect(autoScaling.cancelInstanceRefresh({ AutoScalingGroupName })).rejects.toMatchObject({
      name: 'ActiveInstanceRefreshNotFoundFault',
    })
  })

  test('to a mixed instances policy is refused', async () => {
    const AutoScalingGroupName = await newGroup()
    const DesiredConfiguration = { MixedInstancesPolicy: { InstancesDistribution: { OnDemandBaseCapacity: 1 } } }
    await expect(
      autoScaling.startInstanceRefresh({ AutoScalingGroupName, DesiredConfiguration }),
    ).rejects.toMatchObject({ message: 'DesiredConfiguration.MixedInstancesPolicy is not supported by this cloud.' })
  })

  test('is cancelled, and can leave alone what is up to date', async () => {
    const AutoScalingGroupName = await groupInService()
    const status = async () =>
      (await autoScaling.describeInstanceRefreshes({ AutoScalingGroupName })).InstanceRefreshes?.[0]?.Status
    await autoScaling.startInstanceRefresh({ AutoScalingGroupName })
    await clock.advance(1000)
    await autoScaling.cancelInstanceRefresh({ AutoScalingGroupName })
    expect(await status()).toBe('Cancelling')
    await clock.advance(40_000)
    expect(await status()).toBe('Cancelled')
    const before = await idsOf(AutoScalingGroupName)
    await autoScaling.startInstanceRefresh({ AutoScalingGroupName, Preferences: { SkipMatching: true } })
    await clock.advance(2000)
    expect(await status()).toBe('Successful')
    expect(await idsOf(AutoScalingGroupName)).toEqual(before)
  })
})

test('a template with a network interface launches into the subnets of the group', async () => {
  const LaunchTemplateName = `interface-${++groupCount}`
  const NetworkInterfaces = [{ DeviceIndex: 0, AssociatePublicIpAddress: false }]
  const LaunchTemplateData = { ImageId: imageId(), InstanceType: 't3.micro' as const, NetworkInterfaces }
  await ec2.createLaunchTemplate({ LaunchTemplateName, LaunchTemplateData })
  const name = await groupInService({ LaunchTemplate: { LaunchTemplateName } })
  expect((await members(name)).map(({ AvailabilityZone }) => AvailabilityZone).sort()).toEqual(zones)
})

describe('a template version that is deleted', () => {
  test('leaves its group able to shrink', async () => {
    const LaunchTemplateName = `shrinks-${++groupCount}`
    const LaunchTemplateData = { ImageId: imageId(), InstanceType: 't3.micro' as const }
    await ec2.createLaunchTemplate({ LaunchTemplateName, LaunchTemplateData })
    await ec2.createLaunchTemplateVersion({ LaunchTemplateName, LaunchTemplateData })
    const name = await groupInService({ LaunchTemplate: { LaunchTemplateName, Version: '2' }, DesiredCapacity: 2 })
    await ec2.deleteLaunchTemplateVersions({ LaunchTemplateName, Versions: ['2'] })
    await autoScaling.setDesiredCapacity({ AutoScalingGroupName: name, DesiredCapacity: 1 })
    await clock.advance(120_000)
    expect(await idsOf(name)).toHaveLength(1)
  })
})

test('an instance is protected through its own group alone', async () => {
  const [one, other] = [await groupInService(), await groupInService()]
  const [InstanceId = ''] = await idsOf(other)
  const protect = (AutoScalingGroupName: string) =>
    autoScaling.setInstanceProtection({ AutoScalingGroupName, InstanceIds: [InstanceId], ProtectedFromScaleIn: true })
  await expect(protect(one)).rejects.toMatchObject({
    name: 'ValidationError',
    message: `The instance ${InstanceId} is not part of Auto Scaling group ${one}.`,
  })
  await protect(other)
  expect((await members(other)).filter(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn)).toMatchObject([
    { InstanceId },
  ])
})

describe('a group that is deleted', () => {
  test('is refused while it has instances, and goes with them when forced', async () => {
    const AutoScalingGroupName = await groupInService({ MinSize: 3 })
    const ids = await idsOf(AutoScalingGroupName)
    await expect(autoScaling.deleteAutoScalingGroup({ AutoScalingGroupName })).rejects.toMatchObject({
      name: 'ResourceInUseFault',
      message:
        'You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.',
    })
    await autoScaling.deleteAutoScalingGroup({ AutoScalingGroupName, ForceDelete: true })
    expect(await describeGroup(AutoScalingGroupName)).toMatchObject({
      Status: 'Delete in progress',
      DesiredCapacity: 0,
    })
    await expect(newGroup({ AutoScalingGroupName })).rejects.toMatchObject({
      name: 'AlreadyExistsFault',
      message: expect.stringMatching(/pending delete$/),
    })
    await expect(autoScaling.updateAutoScalingGroup({ AutoScalingGroupName, MinSize: 0 })).rejects.toMatchObject({
      name: 'ValidationError',
    })
    await clock.advance(37_000)
    expect(await describeGroup(AutoScalingGroupName)).toBeUndefined()
    expect(ids.map((id) => cloud.ec2.instance(id)?.stateName)).toEqual(['terminated', 'terminated', 'terminated'])
    await expect(activities(AutoScalingGroupName)).rejects.toMatchObject({ name: 'ValidationError' })
    const { Activities } = await autoScaling.describeScalingActivities({
      AutoScalingGroupName,
      IncludeDeletedGroups: true,
    })
    expect(Activities?.length).toBe(6)
    expect(Activities?.[0]).toMatchObject({ AutoScalingGroupState: 'Deleted' })
  })

  test('does not wait for targets to drain when forced', async () => {
    const arn = await newTargetGroup()
    const AutoScalingGroupName = await groupInService({ TargetGroupARNs: [arn], DesiredCapacity: 1 })
    balancerSays('draining')
    await autoScaling.deleteAutoScalingGroup({ AutoScalingGroupName, ForceDelete: true })
    await clock.advance(37_000)
    expect(await describeGroup(AutoScalingGroupName)).toBeUndefined()
  })

  test('is gone at once when it is empty, and then unknown', async () => {
    const AutoScalingGroupName = await newGroup({ DesiredCapacity: 0 })
    await autoScaling.deleteAutoScalingGroup({ AutoScalingGroupName })
    await clock.advance(1000)
    const unknown = {
      name: 'ValidationError',
      message: `AutoScalingGroup name not found - AutoScalingGroup '${AutoScalingGroupName}' not found`,
    }
    await expect(autoScaling.deleteAutoScalingGroup({ AutoScalingGroupName })).rejects.toMatchObject(unknown)
    await expect(autoScaling.suspendProcesses({ AutoScalingGroupName })).rejects.toMatchObject(unknown)
  })
})

describe('suspended processes', () => {
  test('are shown with a reason, and Launch and Terminate stand still', async () => {
    const name = await groupInService({ DesiredCapacity: 1 })
    const AutoScalingGroupName = name
    await autoScaling.suspendProcesses({ AutoScalingGroupName })
    expect((await describeGroup(name))?.SuspendedProcesses).toHaveLength(9)
    await autoScaling.setDesiredCapacity({ AutoScalingGroupName, DesiredCapacity: 2 })
    await clock.advance(5000)
    expect(await members(name)).toHaveLength(1)
    await autoScaling.setDesiredCapacity({ AutoScalingGroupName, DesiredCapacity: 0 })
    await clock.advance(5000)
    expect(await lifecycles(name)).toEqual(['InService'])
    await autoScaling.resumeProcesses({ AutoScalingGroupName })
    await clock.advance(1000)
    expect(await lifecycles(name)).toEqual(['Terminating'])
    await expect(
      autoScaling.suspendProcesses({ AutoScalingGroupName, ScalingProcesses: ['Sleep'] }),
    ).rejects.toMatchObject({ name: 'ValidationError' })
  })
})

test('tags and instances of all groups are described, page by page', async () => {
  const Tags = [{ Key: 'colour', Value: 'blue', PropagateAtLaunch: true }]
  const name = await groupInService({ Tags, DesiredCapacity: 2 })
  const own = { ResourceId: name, ResourceType: 'auto-scaling-group' }
  await autoScaling.createOrUpdateTags({ Tags: [{ ...own, Key: 'size', Value: 'small', PropagateAtLaunch: false }] })
  await autoScaling.deleteTags({ Tags: [{ ...own, Key: 'colour' }] })
  const Filters = [{ Name: 'auto-scaling-group', Values: [name] }]
  expect((await autoScaling.describeTags({ Filters })).Tags).toMatchObject([{ Key: 'size', Value: 'small' }])
  expect(
    (await autoScaling.describeAutoScalingGroups({ Filters: [{ Name: 'tag:size', Values: ['small'] }] }))
      .AutoScalingGroups,
  ).toMatchObject([{ AutoScalingGroupName: name }])
  const InstanceIds = await idsOf(name)
  const first = await autoScaling.describeAutoScalingInstances({ InstanceIds, MaxRecords: 1 })
  const second = await autoScaling.describeAutoScalingInstances({
    InstanceIds,
    MaxRecords: 1,
    NextToken: first.NextToken,
  })
  const both = [first, second].flatMap(({ AutoScalingInstances = [] }) => AutoScalingInstances)
  expect(both).toMatchObject(
    InstanceIds.map((InstanceId) => ({ InstanceId, AutoScalingGroupName: name, HealthStatus: 'HEALTHY' })),
  )
  expect(second.NextToken).toBeUndefined()
  await expect(autoScaling.describeAutoScalingGroups({ NextToken: 'x' })).rejects.toMatchObject({
    name: 'InvalidNextToken',
  })
})

test('making a group needs the rights to what it launches', async () => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const iam = new IAM({ endpoint: cloud.endpoint, region: cloud.region, credentials })
  await iam.createUser({ UserName: 'scaler' })
  const { AccessKey } = await iam.createAccessKey({ UserName: 'scaler' })
  const own = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' }
  const scaler = new AutoScaling({ endpoint: cloud.endpoint, region: cloud.region, maxAttempts: 1, credentials: own })
  const allow = (...Action: string[]) =>
    iam.putUserPolicy({
      UserName: 'scaler',
      PolicyName: 'own',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
      }),
    })
  const create = () =>
    scaler.createAutoScalingGroup({
      AutoScalingGroupName: 'theirs',
      MinSize: 0,
      MaxSize: 1,
      AvailabilityZones: zones,
      LaunchTemplate: template,
    })
  await allow('autoscaling:CreateAutoScalingGroup')
  await expect(create()).rejects.toMatchObject({ message: expect.stringContaining('ec2:RunInstances') })
  await allow('autoscaling:CreateAutoScalingGroup', 'ec2:RunInstances')
  await create()
})
