import { EC2, paginateDescribeSecurityGroups } from '@aws-sdk/client-ec2'
import { IAM } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ManualClock } from '../../../../local/clock.ts'
import type { Cloud } from '../../../../local/cloud.ts'
import { startCloud } from '../../../../local/start.ts'

const clock = new ManualClock()
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
})
const base64 = (text: string) => Buffer.from(text).toString('base64')
let cloud: Cloud
let ec2: EC2
let iam: IAM
let ImageId: string

beforeAll(async () => {
  cloud = await startCloud({ clock })
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  const settings = { endpoint: cloud.endpoint, region: cloud.region, maxAttempts: 1, credentials }
  ec2 = new EC2(settings)
  iam = new IAM(settings)
  ImageId = cloud.ec2.publicImages['al2023-ami-kernel-default-x86_64'] ?? ''
})
afterAll(() => cloud.close())

async function runOne(settings: Partial<Parameters<EC2['runInstances']>[0]> = {}): Promise<string> {
  const request = { MinCount: 1, MaxCount: 1, ImageId, InstanceType: 't3.micro' as const, ...settings }
  return (await ec2.runInstances(request)).Instances?.[0]?.InstanceId ?? ''
}

async function describeOne(id: string) {
  const { Reservations } = await ec2.describeInstances({ InstanceIds: [id] })
  return Reservations?.[0]?.Instances?.[0]
}

const stateOf = async (id: string) => (await describeOne(id))?.State?.Name

async function profileWithRole(name: string) {
  await iam.createRole({ RoleName: name, AssumeRolePolicyDocument: trust })
  await iam.createInstanceProfile({ InstanceProfileName: name })
  await iam.addRoleToInstanceProfile({ InstanceProfileName: name, RoleName: name })
}

async function newGroup(name: string): Promise<string> {
  return (await ec2.createSecurityGroup({ GroupName: name, Description: 'test' })).GroupId ?? ''
}

describe('the network', () => {
  test('has a default VPC with a public default subnet in each zone', async () => {
    const { Vpcs } = await ec2.describeVpcs({ Filters: [{ Name: 'is-default', Values: ['true'] }] })
    expect(Vpcs).toMatchObject([{ CidrBlock: '172.31.0.0/16', IsDefault: true, State: 'available' }])
    const { Subnets } = await ec2.describeSubnets({
      Filters: [
        { Name: 'vpc-id', Values: [Vpcs?.[0]?.VpcId ?? ''] },
        { Name: 'default-for-az', Values: ['true'] },
        { Name: 'availability-zone', Values: ['us-west-2a', 'us-west-2c'] },
      ],
    })
    expect(
      Subnets?.map(({ AvailabilityZone, CidrBlock, MapPublicIpOnLaunch }) => [
        AvailabilityZone,
        CidrBlock,
        MapPublicIpOnLaunch,
      ]),
    ).toEqual([
      ['us-west-2a', '172.31.16.0/20', true],
      ['us-west-2c', '172.31.0.0/20', true],
    ])
  })

  test('has zones, and on request a local zone that nobody has opted in to', async () => {
    const usual = (await ec2.describeAvailabilityZones({})).AvailabilityZones ?? []
    expect(usual.map(({ ZoneName, ZoneId, ZoneType }) => `${ZoneName} ${ZoneId} ${ZoneType}`)).toEqual([
      'us-west-2a usw2-az1 availability-zone',
      'us-west-2b usw2-az2 availability-zone',
      'us-west-2c usw2-az3 availability-zone',
      'us-west-2d usw2-az4 availability-zone',
    ])
    const all = (await ec2.describeAvailabilityZones({ AllAvailabilityZones: true })).AvailabilityZones ?? []
    expect(all.filter(({ OptInStatus }) => OptInStatus === 'not-opted-in')).toMatchObject([{ ZoneType: 'local-zone' }])
  })

  test('has the Amazon Linux images that public parameters name', async () => {
    const { Images } = await ec2.describeImages({ ImageIds: [ImageId] })
    expect(Images).toMatchObject([{ Architecture: 'x86_64', State: 'available', ImdsSupport: 'v2.0' }])
    const arm = [
      { Name: 'architecture', Values: ['arm64'] },
      { Name: 'name', Values: ['al2023-ami-2*'] },
    ]
    expect((await ec2.describeImages({ Owners: ['amazon'], Filters: arm })).Images).toHaveLength(1)
  })

  test.each([
    [() => ec2.describeVpcs({ VpcIds: ['vpc-0123456789abcdef0'] }), 'InvalidVpcID.NotFound'],
    [() => ec2.describeSubnets({ SubnetIds: ['subnet-0123456789abcdef0'] }), 'InvalidSubnetID.NotFound'],
    [() => ec2.describeImages({ ImageIds: ['ami-0123456789abcdef0'] }), 'InvalidAMIID.NotFound'],
    [() => ec2.describeImages({ ImageIds: ['image'] }), 'InvalidAMIID.Malformed'],
    [() => ec2.describeAvailabilityZones({ ZoneNames: ['us-west-2z'] }), 'InvalidParameterValue'],
    [() => ec2.describeInstanceTypes({ InstanceTypes: ['t99.micro' as 't3.micro'] }), 'InvalidInstanceType'],
    [() => ec2.describeVpcs({ Filters: [{ Name: 'colour', Values: ['blue'] }] }), 'InvalidParameterValue'],
  ])('refuses what is not there (%#)', async (request, name) => {
    await expect(request()).rejects.toMatchObject({ name })
  })
})

describe('an instance', () => {
  test('is pending, running, shutting down, terminated, and an hour later forgotten', async () => {
    const id = await runOne()
    expect(await stateOf(id)).toBe('pending')
    await clock.advance(16_000)
    expect(await stateOf(id)).toBe('running')
    const terminated = await ec2.terminateInstances({ InstanceIds: [id] })
    expect(terminated.TerminatingInstances).toMatchObject([
      { PreviousState: { Name: 'running', Code: 16 }, CurrentState: { Name: 'shutting-down', Code: 32 } },
    ])
    await clock.advance(35_000)
    expect(await describeOne(id)).toMatchObject({
      State: { Name: 'terminated', Code: 48 },
      StateReason: { Code: 'Client.UserInitiatedShutdown' },
      NetworkInterfaces: [],
    })
    await clock.advance(3_600_000)
    await expect(describeOne(id)).rejects.toMatchObject({ name: 'InvalidInstanceID.NotFound' })
  })

  test('is stopping, stopped, and pending again, with another public address', async () => {
    const id = await runOne()
    await expect(ec2.stopInstances({ InstanceIds: [id] })).rejects.toMatchObject({
      name: 'IncorrectInstanceState',
      message: `This instance '${id}' is not in a state from which it can be stopped.`,
    })
    await clock.advance(16_000)
    const before = await describeOne(id)
    const { StoppingInstances } = await ec2.stopInstances({ InstanceIds: [id] })
    expect(StoppingInstances).toMatchObject([
      { PreviousState: { Name: 'running', Code: 16 }, CurrentState: { Name: 'stopping', Code: 64 } },
    ])
    await expect(ec2.startInstances({ InstanceIds: [id] })).rejects.toMatchObject({
      name: 'IncorrectInstanceState',
      message: `The instance '${id}' is not in a state from which it can be started.`,
    })
    await clock.advance(30_000)
    const stopped = await describeOne(id)
    expect(stopped).toMatchObject({
      State: { Name: 'stopped', Code: 80 },
      StateReason: { Code: 'Client.UserInitiatedShutdown' },
      PrivateIpAddress: before?.PrivateIpAddress,
    })
    expect(stopped?.PublicIpAddress).toBeUndefined()
    const { StartingInstances } = await ec2.startInstances({ InstanceIds: [id] })
    expect(StartingInstances).toMatchObject([
      { PreviousState: { Name: 'stopped', Code: 80 }, CurrentState: { Name: 'pending', Code: 0 } },
    ])
    await clock.advance(16_000)
    const after = await describeOne(id)
    expect(after?.State?.Name).toBe('running')
    expect(after?.PublicIpAddress).not.toBe(before?.PublicIpAddress)
    expect(after?.LaunchTime?.getTime()).toBe((before?.LaunchTime?.getTime() ?? 0) + 46_000)
  })

  test('stays as it is when it is stopped or started again, and can be terminated while it is stopped', async () => {
    const id = await runOne()
    await clock.advance(16_000)
    const stop = async () => (await ec2.stopInstances({ InstanceIds: [id] })).StoppingInstances
    const start = async () => (await ec2.startInstances({ InstanceIds: [id] })).StartingInstances
    const same = (Name: string) => [{ PreviousState: { Name }, CurrentState: { Name } }]
    expect(await start()).toMatchObject(same('running'))
    await stop()
    await clock.advance(30_000)
    expect(await stop()).toMatchObject(same('stopped'))
    await ec2.terminateInstances({ InstanceIds: [id] })
    await clock.advance(35_000)
    expect(await stateOf(id)).toBe('terminated')
    await expect(start()).rejects.toMatchObject({ name: 'IncorrectInstanceState' })
    await expect(stop()).rejects.toMatchObject({ name: 'IncorrectInstanceState' })
  })

  test('passes its status checks after it has booted', async () => {
    const id = await runOne()
    const statusOf = async () => (await ec2.describeInstanceStatus({ InstanceIds: [id] })).InstanceStatuses
    expect(await statusOf()).toEqual([])
    await clock.advance(16_000)
    expect(await statusOf()).toMatchObject([{ InstanceStatus: { Status: 'initializing' } }])
    await clock.advance(25_000)
    expect(await statusOf()).toMatchObject([{ InstanceStatus: { Status: 'ok' }, SystemStatus: { Status: 'ok' } }])
  })

  test('is found by filters with wildcards, tags and alternatives', async () => {
    const tags = [{ Key: 'service', Value: 'shop-7' }]
    const id = await runOne({ TagSpecifications: [{ ResourceType: 'instance', Tags: tags }] })
    const find = async (Name: string, ...Values: string[]) => {
      const { Reservations = [] } = await ec2.describeInstances({ Filters: [{ Name, Values }] })
      return Reservations.flatMap(({ Instances = [] }) => Instances).map(({ InstanceId }) => InstanceId)
    }
    expect(await find('tag:service', 'shop-?')).toEqual([id])
    expect(await find('tag:service', 'nothing', 'sh*7')).toEqual([id])
    expect(await find('tag-key', 'service')).toEqual([id])
    expect(await find('tag:service', 'SHOP-7')).toEqual([])
    expect(await find('tag:service', 'shop.*')).toEqual([])
    await ec2.createTags({ Resources: [id], Tags: [{ Key: 'odd', Value: `*${'a'.repeat(250)}` }] })
    expect(await find('tag:odd', '\\*a*')).toEqual([id])
    expect(await find('tag:odd', '\\*\\*a*', '\\?a*', `${'*a'.repeat(100)}*b`)).toEqual([])
    expect(await find('instance-state-name', 'pending')).toContain(id)
    await expect(find('colour', 'blue')).rejects.toMatchObject({ message: "The filter 'colour' is invalid" })
  })

  test('is described page by page', async () => {
    await ec2.runInstances({
      ImageId,
      InstanceType: 't3.micro',
      MinCount: 6,
      MaxCount: 6,
      SubnetId: [...cloud.ec2.subnets.keys()][3],
    })
    const Filters = [{ Name: 'availability-zone', Values: ['us-west-2d'] }]
    const first = await ec2.describeInstances({ Filters, MaxResults: 5 })
    expect(first.Reservations?.[0]?.Instances).toHaveLength(5)
    const second = await ec2.describeInstances({ Filters, MaxResults: 5, NextToken: first.NextToken })
    expect(second.Reservations?.[0]?.Instances).toHaveLength(1)
    expect(second.NextToken).toBeUndefined()
    await expect(ec2.describeInstances({ MaxResults: 4 })).rejects.toMatchObject({
      message: 'Value ( 4 ) for parameter maxResults is invalid. Expecting a value greater than 5.',
    })
    await expect(ec2.describeInstances({ NextToken: 'x' })).rejects.toMatchObject({ name: 'InvalidParameterValue' })
  })

  test('is launched once for a client token', async () => {
    const ClientToken = 'once'
    expect(await runOne({ ClientToken })).toBe(await runOne({ ClientToken }))
    await expect(runOne({ ClientToken, InstanceType: 't3.small' })).rejects.toMatchObject({
      name: 'IdempotentParameterMismatch',
    })
  })

  test.each([
    ['i-xyz', 'InvalidInstanceID.Malformed', 'Invalid id: "i-xyz"'],
    ['server', 'InvalidInstanceID.Malformed', 'Invalid id: "server" (expecting "i-...")'],
    ['i-0123456789abcdef0', 'InvalidInstanceID.NotFound', "The instance ID 'i-0123456789abcdef0' does not exist"],
  ])('of id %s is refused as %s', async (id, name, message) => {
    await expect(ec2.terminateInstances({ InstanceIds: [id] })).rejects.toMatchObject({ name, message })
    await expect(ec2.describeInstances({ InstanceIds: [id] })).rejects.toMatchObject({ name, message })
    await expect(ec2.getConsoleOutput({ InstanceId: id })).rejects.toMatchObject({ name })
  })

  const withInterface = (settings: object) => ({ NetworkInterfaces: [{ DeviceIndex: 0, ...settings }] })

  test('is not launched in a subnet of another zone than it asks for', async () => {
    const SubnetId = [...cloud.ec2.subnets.values()].find(({ zone }) => zone === 'us-west-2a')?.id ?? ''
    await expect(runOne({ SubnetId, Placement: { AvailabilityZone: 'us-west-2c' } })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    })
  })

  test('carries the tags of its volume and of its network interface, which go with it', async () => {
    const tagged = (ResourceType: 'volume' | 'network-interface') => ({
      ResourceType,
      Tags: [{ Key: 'on', Value: ResourceType }],
    })
    const InstanceId = await runOne({ TagSpecifications: [tagged('volume'), tagged('network-interface')] })
    const Filters = [{ Name: 'key', Values: ['on'] }]
    const types = async () => (await ec2.describeTags({ Filters })).Tags?.map(({ ResourceType }) => ResourceType).sort()
    expect(await types()).toEqual(['network-interface', 'volume'])
    const { NetworkInterfaces } = await ec2.describeNetworkInterfaces({
      Filters: [{ Name: 'attachment.instance-id', Values: [InstanceId] }],
    })
    expect(NetworkInterfaces).toMatchObject([{ TagSet: [{ Key: 'on', Value: 'network-interface' }] }])
    const volume = (await describeOne(InstanceId))?.BlockDeviceMappings?.[0]?.Ebs?.VolumeId ?? ''
    await ec2.createTags({ Resources: [volume], Tags: [{ Key: 'on', Value: 'again' }] })
    await clock.advance(60_000)
    await ec2.terminateInstances({ InstanceIds: [InstanceId] })
    await clock.advance(60_000)
    expect(await types()).toEqual([])
  })

  test.each([
    ['an unknown image', { ImageId: 'ami-0123456789abcdef0' }, 'InvalidAMIID.NotFound'],
    ['an unknown type', { InstanceType: 't99.micro' as 't3.micro' }, 'InvalidParameterValue'],
    ['a type of another architecture', { InstanceType: 't4g.micro' as const }, 'InvalidParameterValue'],
    ['an unknown subnet', { SubnetId: 'subnet-0123456789abcdef0' }, 'InvalidSubnetID.NotFound'],
    ['an unknown group', { SecurityGroupIds: ['sg-0123456789abcdef0'] }, 'InvalidGroup.NotFound'],
    ['an unknown key', { KeyName: 'none' }, 'InvalidKeyPair.NotFound'],
    ['an unknown profile', { IamInstanceProfile: { Name: 'none' } }, 'InvalidParameterValue'],
    [
      'an unknown template',
      { LaunchTemplate: { LaunchTemplateName: 'none' } },
      'InvalidLaunchTemplateName.NotFoundException',
    ],
    ['user data that is not base64', { UserData: 'not base64!' }, 'InvalidUserData.Malformed'],
    ['too much user data', { UserData: base64('x'.repeat(16_385)) }, 'InvalidParameterValue'],
    ['more than the limit', { MaxCount: 1001 }, 'InstanceLimitExceeded'],
    ['less than its minimum', { MinCount: 2 }, 'InvalidParameterCombination'],
    ['a spot market', { InstanceMarketOptions: { MarketType: 'spot' as const } }, 'UnsupportedOperation'],
    [
      'tags of AWS',
      { TagSpecifications: [{ ResourceType: 'instance' as const, Tags: [{ Key: 'aws:x', Value: '' }] }] },
      'InvalidParameterValue',
    ],
    ['a placement group', { Placement: { GroupName: 'none' } }, 'UnsupportedOperation'],
    ['a tenancy of its own', { Placement: { Tenancy: 'dedicated' as const } }, 'UnsupportedOperation'],
    ['an interface that is there already', withInterface({ NetworkInterfaceId: 'eni-1' }), 'UnsupportedOperation'],
    ['an interface without a place', { NetworkInterfaces: [{ Description: 'x' }] }, 'InvalidParameterValue'],
    ['two interfaces', { NetworkInterfaces: [{ DeviceIndex: 0 }, { DeviceIndex: 1 }] }, 'UnsupportedOperation'],
    ['an interface and a subnet', { ...withInterface({}), SubnetId: 'subnet-1' }, 'InvalidParameterCombination'],
    ['a group by name and a subnet', { SubnetId: 'subnet-1', SecurityGroups: ['x'] }, 'InvalidParameterCombination'],
    ['a dry run', { DryRun: true }, 'DryRunOperation'],
  ])('is not launched with %s', async (_, settings, name) => {
    await expect(runOne(settings)).rejects.toMatchObject({ name })
  })

  test('of a role needs the right to pass it, and to everything else the launch touches', async () => {
    await iam.createUser({ UserName: 'launcher' })
    const { AccessKey } = await iam.createAccessKey({ UserName: 'launcher' })
    const credentials = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' }
    const launcher = new EC2({ endpoint: cloud.endpoint, region: cloud.region, maxAttempts: 1, credentials })
    await profileWithRole('passed')
    await clock.advance(8000)
    const allow = (...actions: string[]) =>
      iam.putUserPolicy({
        UserName: 'launcher',
        PolicyName: 'all',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
        }),
      })
    const request = {
      MinCount: 1,
      MaxCount: 1,
      ImageId,
      InstanceType: 't3.micro' as const,
      IamInstanceProfile: { Name: 'passed' },
    }
    await expect(launcher.runInstances({ ...request, DryRun: true })).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
    })
    await allow('ec2:RunInstances')
    await expect(launcher.runInstances(request)).rejects.toMatchObject({
      message: expect.stringContaining('iam:PassRole'),
    })
    await allow('ec2:RunInstances', 'iam:PassRole')
    await expect(launcher.runInstances({ ...request, DryRun: true })).rejects.toMatchObject({ name: 'DryRunOperation' })
    expect((await launcher.runInstances(request)).Instances).toHaveLength(1)
    const Tags = [{ Key: 'a', Value: 'b' }]
    await expect(
      launcher.runInstances({ ...request, TagSpecifications: [{ ResourceType: 'instance', Tags }] }),
    ).rejects.toMatchObject({ message: expect.stringContaining('ec2:CreateTags') })
  })

  test('tells listeners of each change of its state', async () => {
    const seen: string[] = []
    const stop = cloud.ec2.onStateChange(({ id }, state) => seen.push(`${id} ${state}`))
    const id = await runOne()
    await clock.advance(16_000)
    await ec2.terminateInstances({ InstanceIds: [id] })
    await clock.advance(35_000)
    stop()
    const own = seen.filter((line) => line.startsWith(id)).map((line) => line.split(' ')[1])
    expect(own).toEqual(['pending', 'running', 'shutting-down', 'terminated'])
  })
})

describe('an instance profile', () => {
  test('is refused until IAM has propagated it', async () => {
    await profileWithRole('fresh')
    const launch = () => runOne({ IamInstanceProfile: { Name: 'fresh' } })
    await expect(launch()).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Value (fresh) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
    })
    await clock.advance(8000)
    expect((await describeOne(await launch()))?.IamInstanceProfile?.Arn).toContain('instance-profile/fresh')
  })

  test('without a role is refused', async () => {
    await iam.createInstanceProfile({ InstanceProfileName: 'empty' })
    await clock.advance(8000)
    await expect(runOne({ IamInstanceProfile: { Name: 'empty' } })).rejects.toMatchObject({
      message: expect.stringContaining('has no associated IAM Roles'),
    })
  })

  test('is swapped without a reboot, and the metadata service follows', async () => {
    await profileWithRole('good')
    await profileWithRole('bad')
    await clock.advance(8000)
    const id = await runOne({ IamInstanceProfile: { Name: 'good' } })
    await clock.advance(41_000)
    const associations = async () =>
      (await ec2.describeIamInstanceProfileAssociations({ Filters: [{ Name: 'instance-id', Values: [id] }] }))
        .IamInstanceProfileAssociations ?? []
    const [before] = await associations()
    expect(before).toMatchObject({ State: 'associated' })
    const AssociationId = before?.AssociationId ?? ''
    const swap = { AssociationId, IamInstanceProfile: { Name: 'bad' } }
    const { IamInstanceProfileAssociation: after } = await ec2.replaceIamInstanceProfileAssociation(swap)
    expect(after).toMatchObject({ State: 'associating', InstanceId: id })
    expect(after?.AssociationId).not.toBe(AssociationId)
    expect((await associations()).map(({ State }) => State)).toEqual(['disassociating', 'associating'])
    await clock.advance(2000)
    expect(await associations()).toMatchObject([{ AssociationId: after?.AssociationId, State: 'associated' }])
    await expect(ec2.replaceIamInstanceProfileAssociation(swap)).rejects.toMatchObject({
      name: 'InvalidAssociationID.NotFound',
    })
    await expect(
      ec2.associateIamInstanceProfile({ InstanceId: id, IamInstanceProfile: { Name: 'good' } }),
    ).rejects.toMatchObject({
      name: 'IncorrectState',
      message: `There is an existing association for instance ${id}`,
    })
    await ec2.disassociateIamInstanceProfile({ AssociationId: after?.AssociationId })
    await clock.advance(2000)
    expect(await associations()).toEqual([])
    await ec2.associateIamInstanceProfile({ InstanceId: id, IamInstanceProfile: { Name: 'good' } })
    expect(await associations()).toMatchObject([{ State: 'associating' }])
  })
})

describe('a security group', () => {
  test('lets everything out and nothing in, until told otherwise', async () => {
    const GroupId = await newGroup('plain')
    const describeGroup = async () => (await ec2.describeSecurityGroups({ GroupIds: [GroupId] })).SecurityGroups?.[0]
    expect(await describeGroup()).toMatchObject({ IpPermissions: [], IpPermissionsEgress: [{ IpProtocol: '-1' }] })
    const other = await newGroup('plain-peer')
    const open = {
      GroupId,
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '10.0.0.7/8', Description: 'ten' }] },
        { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: other }] },
      ],
    }
    const { SecurityGroupRules } = await ec2.authorizeSecurityGroupIngress(open)
    expect(SecurityGroupRules).toMatchObject([
      { IsEgress: false, IpProtocol: 'tcp', CidrIpv4: '10.0.0.0/8', Description: 'ten' },
      { ReferencedGroupInfo: { GroupId: other } },
    ])
    expect((await describeGroup())?.IpPermissions).toMatchObject([
      { FromPort: 80, IpRanges: [{ CidrIp: '10.0.0.0/8' }], UserIdGroupPairs: [{ GroupId: other }] },
    ])
    expect(cloud.ec2.admits([GroupId], { port: 80, fromAddress: '10.9.9.9' })).toBe(true)
    expect(cloud.ec2.admits([GroupId], { port: 80, fromGroups: [other] })).toBe(true)
    expect(cloud.ec2.admits([GroupId], { port: 81, fromAddress: '10.9.9.9' })).toBe(false)
    expect(cloud.ec2.admits([GroupId], { port: 80, fromAddress: '11.9.9.9' })).toBe(false)
    await ec2.revokeSecurityGroupIngress(open)
    expect((await describeGroup())?.IpPermissions).toEqual([])
  })

  test.each([
    [
      'of another account',
      { UserIdGroupPairs: [{ GroupId: 'sg-1', UserId: '999999999999' }] },
      'InvalidGroup.NotFound',
    ],
    ['of a peered VPC', { UserIdGroupPairs: [{ VpcPeeringConnectionId: 'pcx-1' }] }, 'UnsupportedOperation'],
    ['of a prefix list', { PrefixListIds: [{ PrefixListId: 'pl-1' }] }, 'InvalidPrefixListID.NotFound'],
    [
      'with a long description',
      { IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'x'.repeat(256) }] },
      'InvalidParameterValue',
    ],
    [
      'of a protocol that is none',
      { IpProtocol: '300', IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
      'InvalidParameterValue',
    ],
  ])('refuses a rule %s', async (_, permission, name) => {
    const GroupId = cloud.ec2.defaultSecurityGroup(cloud.ec2.defaultVpc.id).id
    const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 1, ...permission }]
    await expect(ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions })).rejects.toMatchObject({ name })
  })

  test('refuses permissions beside single parameters', async () => {
    const GroupId = cloud.ec2.defaultSecurityGroup(cloud.ec2.defaultVpc.id).id
    const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 1, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }]
    await expect(
      ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions, CidrIp: '0.0.0.0/0' }),
    ).rejects.toMatchObject({ name: 'InvalidParameterCombination' })
  })

  test('takes a rule once', async () => {
    const GroupId = await newGroup('once')
    const rule = { GroupId, IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0' }
    await ec2.authorizeSecurityGroupIngress(rule)
    await expect(ec2.authorizeSecurityGroupIngress(rule)).rejects.toMatchObject({
      name: 'InvalidPermission.Duplicate',
      message: 'the specified rule "peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW" already exists',
    })
  })

  test('is found on a later page also while those of an earlier one are deleted', async () => {
    for (let count = 0; count < 12; count++) await newGroup(`cleared-${count}`)
    const Filters = [{ Name: 'group-name', Values: ['cleared-*'] }]
    for await (const { SecurityGroups = [] } of paginateDescribeSecurityGroups(
      { client: ec2, pageSize: 5 },
      { Filters },
    ))
      for (const { GroupId } of SecurityGroups) await ec2.deleteSecurityGroup({ GroupId })
    expect((await ec2.describeSecurityGroups({ Filters })).SecurityGroups).toEqual([])
  })

  test('is not deleted while another names it, or an instance or a load balancer is in it', async () => {
    const used = await newGroup('used')
    const referring = await newGroup('referring')
    const violation = { name: 'DependencyViolation', message: `resource ${used} has a dependent object` }
    const remove = () => ec2.deleteSecurityGroup({ GroupId: used })
    await ec2.authorizeSecurityGroupIngress({
      GroupId: referring,
      IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: used }] }],
    })
    await expect(remove()).rejects.toMatchObject(violation)
    await ec2.deleteSecurityGroup({ GroupId: referring })
    const id = await runOne({ SecurityGroupIds: [used] })
    await ec2.terminateInstances({ InstanceIds: [id] })
    await expect(remove()).rejects.toMatchObject(violation)
    await clock.advance(35_000)
    await remove()
    await expect(remove()).rejects.toMatchObject({ name: 'InvalidGroup.NotFound' })
  })

  test.each([
    [() => newGroup('twice').then(() => newGroup('twice')), 'InvalidGroup.Duplicate'],
    [() => newGroup('default'), 'InvalidGroup.Reserved'],
    [() => newGroup('sg-mine'), 'InvalidParameterValue'],
    [() => newGroup('umlaut-ä'), 'InvalidParameterValue'],
    [() => ec2.describeSecurityGroups({ GroupIds: ['sg-1'] }), 'InvalidGroupId.Malformed'],
    [() => ec2.describeSecurityGroups({ GroupNames: ['nobody'] }), 'InvalidGroup.NotFound'],
    [() => ec2.deleteSecurityGroup({ GroupName: 'default' }), 'CannotDelete'],
    [() => ec2.deleteSecurityGroup({}), 'MissingParameter'],
    [
      () =>
        ec2.authorizeSecurityGroupIngress({
          GroupName: 'default',
          IpProtocol: 'tcp',
          FromPort: 1,
          ToPort: 2,
          CidrIp: '1.2.3.4/33',
        }),
      'InvalidParameterValue',
    ],
    [
      () =>
        ec2.authorizeSecurityGroupIngress({
          GroupName: 'default',
          IpProtocol: 'tcp',
          FromPort: 2,
          ToPort: 1,
          CidrIp: '1.2.3.4/32',
        }),
      'InvalidParameterValue',
    ],
  ])('refuses what makes no sense (%#)', async (request, name) => {
    await expect(request()).rejects.toMatchObject({ name })
  })
})

describe('a launch template', () => {
  const create = (LaunchTemplateName: string, LaunchTemplateData = {}) =>
    ec2.createLaunchTemplate({
      LaunchTemplateName,
      LaunchTemplateData: { ImageId, InstanceType: 't3.micro', ...LaunchTemplateData },
    })

  test('has a unique name and versions on top of each other', async () => {
    const LaunchTemplateName = 'versions'
    await create(LaunchTemplateName, { UserData: base64('#cloud-config\n') })
    await expect(create(LaunchTemplateName)).rejects.toMatchObject({
      name: 'InvalidLaunchTemplateName.AlreadyExistsException',
    })
    await ec2.createLaunchTemplateVersion({
      LaunchTemplateName,
      SourceVersion: '1',
      LaunchTemplateData: { InstanceType: 't3.small' },
    })
    const versions = async (...Versions: string[]) =>
      (await ec2.describeLaunchTemplateVersions({ LaunchTemplateName, Versions })).LaunchTemplateVersions ?? []
    expect((await versions()).map(({ VersionNumber }) => VersionNumber)).toEqual([2, 1])
    expect(await versions('$Latest')).toMatchObject([
      {
        VersionNumber: 2,
        DefaultVersion: false,
        LaunchTemplateData: { InstanceType: 't3.small', UserData: base64('#cloud-config\n') },
      },
    ])
    await ec2.modifyLaunchTemplate({ LaunchTemplateName, DefaultVersion: '2' })
    expect(await versions('$Default')).toMatchObject([{ VersionNumber: 2 }])
    await expect(versions('3')).rejects.toMatchObject({ name: 'InvalidLaunchTemplateId.VersionNotFound' })
    const deleted = await ec2.deleteLaunchTemplateVersions({ LaunchTemplateName, Versions: ['1', '2', '7'] })
    expect(deleted.SuccessfullyDeletedLaunchTemplateVersions).toMatchObject([{ VersionNumber: 1 }])
    expect(deleted.UnsuccessfullyDeletedLaunchTemplateVersions).toHaveLength(2)
    await ec2.deleteLaunchTemplate({ LaunchTemplateName })
    await expect(ec2.deleteLaunchTemplate({ LaunchTemplateName })).rejects.toMatchObject({
      name: 'InvalidLaunchTemplateName.NotFoundException',
    })
  })

  test('goes on from the latest version that is left when the newest is deleted', async () => {
    const LaunchTemplateName = 'shortened'
    await create(LaunchTemplateName)
    const add = () => ec2.createLaunchTemplateVersion({ LaunchTemplateName, LaunchTemplateData: { ImageId } })
    await add()
    await ec2.deleteLaunchTemplateVersions({ LaunchTemplateName, Versions: ['2'] })
    const { LaunchTemplates } = await ec2.describeLaunchTemplates({ LaunchTemplateNames: [LaunchTemplateName] })
    expect(LaunchTemplates).toMatchObject([{ LatestVersionNumber: 1 }])
    expect((await add()).LaunchTemplateVersion?.VersionNumber).toBe(3)
  })

  test('launches what it says, but for what the request says itself', async () => {
    const Tags = [
      { Key: 'from', Value: 'template' },
      { Key: 'both', Value: 'template' },
    ]
    await create('merged', { TagSpecifications: [{ ResourceType: 'instance', Tags }], InstanceType: 't3.small' })
    const { Instances } = await ec2.runInstances({
      MinCount: 1,
      MaxCount: 1,
      LaunchTemplate: { LaunchTemplateName: 'merged' },
      InstanceType: 't3.large',
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'both', Value: 'request' }] }],
    })
    const [instance] = Instances ?? []
    expect(instance?.InstanceType).toBe('t3.large')
    expect(cloud.tags.of(cloud.ec2.arn('instance', instance?.InstanceId ?? ''))).toMatchObject({
      from: 'template',
      both: 'request',
      'aws:ec2launchtemplate:version': '1',
    })
  })

  test.each([
    ['a name of two letters', 'ab', {}, 'InvalidLaunchTemplateName.MalformedException'],
    ['a blank in its name', 'with space', {}, 'InvalidLaunchTemplateName.MalformedException'],
    ['too much user data', 'too-much', { UserData: base64('x'.repeat(16_385)) }, 'InvalidParameterValue'],
  ])('with %s is refused', async (_, name, data, error) => {
    await expect(create(name, data)).rejects.toMatchObject({ name: error })
  })
})

describe('tags', () => {
  test('are set, found and taken off', async () => {
    const id = await newGroup('tagged')
    const Tags = [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ]
    await ec2.createTags({ Resources: [id], Tags })
    const find = async () => (await ec2.describeTags({ Filters: [{ Name: 'resource-id', Values: [id] }] })).Tags
    expect(await find()).toMatchObject([{ Key: 'a', Value: '1', ResourceType: 'security-group' }, { Key: 'b' }])
    await ec2.deleteTags({ Resources: [id], Tags: [{ Key: 'a', Value: 'other' }, { Key: 'b' }] })
    expect(await find()).toMatchObject([{ Key: 'a' }])
  })

  test.each([
    [{ Resources: ['i-0123456789abcdef0'], Tags: [{ Key: 'a', Value: '' }] }, 'InvalidInstanceID.NotFound'],
    [{ Resources: ['thing'], Tags: [{ Key: 'a', Value: '' }] }, 'InvalidID'],
  ])('are not set by %j', async (request, name) => {
    await expect(ec2.createTags(request)).rejects.toMatchObject({ name })
  })
})

test('a key pair of another type is refused', async () => {
  await expect(ec2.createKeyPair({ KeyName: 'other', KeyType: 'dsa' as 'rsa' })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  })
})

test('a key pair is made once, shown once, and deleted without complaint', async () => {
  const { KeyMaterial } = await ec2.createKeyPair({ KeyName: 'key' })
  expect(KeyMaterial).toMatch(/^-----BEGIN RSA PRIVATE KEY-----/)
  await expect(ec2.createKeyPair({ KeyName: 'key' })).rejects.toMatchObject({ name: 'InvalidKeyPair.Duplicate' })
  expect((await ec2.describeKeyPairs({ KeyNames: ['key'] })).KeyPairs).toMatchObject([{ KeyType: 'rsa' }])
  await ec2.deleteKeyPair({ KeyName: 'key' })
  await ec2.deleteKeyPair({ KeyName: 'key' })
  await expect(ec2.describeKeyPairs({ KeyNames: ['key'] })).rejects.toMatchObject({ name: 'InvalidKeyPair.NotFound' })
})
