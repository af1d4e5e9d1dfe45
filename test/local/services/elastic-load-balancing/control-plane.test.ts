import { createServer } from 'node:net'
import { DescribeNetworkInterfacesCommand, EC2Client } from '@aws-sdk/client-ec2'
import {
  AddTagsCommand,
  CreateListenerCommand,
  type CreateListenerCommandInput,
  CreateLoadBalancerCommand,
  type CreateLoadBalancerCommandInput,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  type CreateTargetGroupCommandInput,
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DeleteRuleCommand,
  DeleteTargetGroupCommand,
  DeregisterTargetsCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  type ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyRuleCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  RegisterTargetsCommand,
  RemoveTagsCommand,
  SetRulePrioritiesCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ManualClock } from '../../../../local/clock.ts'
import type { Cloud } from '../../../../local/cloud.ts'
import { services } from '../../../../local/services/index.ts'
import { takePort } from '../../../../local/virtual-machines/loopback-port.ts'
import { until } from '../../../until.ts'
import { ask, closeAll, httpTarget } from '../../balancer/network.ts'
import {
  buildService,
  cloudWith,
  launch,
  refusalOf,
  register,
  securityGroup,
  subnetIds,
  usual,
} from './balanced-service.ts'

const clock = new ManualClock()
const nowhere = '0123456789abcdef'
let cloud: Cloud
let client: ElasticLoadBalancingV2Client
let ec2: EC2Client
let group: string

beforeAll(async () => {
  ;({ cloud, client } = await cloudWith(clock))
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  ec2 = new EC2Client({ endpoint: cloud.endpoint, region: cloud.region, credentials })
  group = securityGroup(cloud, 'balancer', { cidr: '0.0.0.0/0' })
})
afterAll(async () => {
  ec2.destroy()
  await closeAll()
  await cloud.close()
})

const arn = (resource: string) => `arn:aws:elasticloadbalancing:us-west-2:123456789012:${resource}`
const forward = (TargetGroupArn: string | undefined) => [{ Type: 'forward' as const, TargetGroupArn }]

async function balancerNamed(Name: string, more: Partial<CreateLoadBalancerCommandInput> = {}) {
  const input = { Name, Subnets: subnetIds(cloud).slice(0, 3), SecurityGroups: [group], ...more }
  const { LoadBalancers = [] } = await client.send(new CreateLoadBalancerCommand(input))
  const [made] = LoadBalancers
  return { ...made, arn: made?.LoadBalancerArn ?? '', port: Number(made?.DNSName?.split(':')[1]) }
}

async function groupNamed(Name: string, more: Partial<CreateTargetGroupCommandInput> = {}) {
  const { TargetGroups = [] } = await client.send(new CreateTargetGroupCommand({ ...usual(cloud), Name, ...more }))
  return { ...TargetGroups[0], arn: TargetGroups[0]?.TargetGroupArn ?? '' }
}

async function listen(LoadBalancerArn: string, more: Partial<CreateListenerCommandInput>) {
  const input = { LoadBalancerArn, Protocol: 'HTTP' as const, Port: 80, DefaultActions: [], ...more }
  const { Listeners = [] } = await client.send(new CreateListenerCommand(input))
  return { ...Listeners[0], arn: Listeners[0]?.ListenerArn ?? '' }
}

describe('a load balancer', () => {
  test('is described as AWS does', async () => {
    const Tags = [{ Key: 'team', Value: 'books' }]
    const { arn: made } = await balancerNamed('described', { Tags, Scheme: 'internal' })
    const { LoadBalancers } = await client.send(new DescribeLoadBalancersCommand({ Names: ['described'] }))
    expect(LoadBalancers).toEqual([
      {
        LoadBalancerArn: expect.stringMatching(
          /^arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer\/app\/described\/[0-9a-f]{16}$/,
        ),
        DNSName: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
        CanonicalHostedZoneId: 'Z1H1FL5HABSF5',
        CreatedTime: new Date(clock.now()),
        LoadBalancerName: 'described',
        Scheme: 'internal',
        VpcId: cloud.ec2.defaultVpc.id,
        State: { Code: 'provisioning' },
        Type: 'application',
        AvailabilityZones: subnetIds(cloud)
          .slice(0, 3)
          .map((SubnetId, zone) => ({ ZoneName: cloud.zones[zone], SubnetId, LoadBalancerAddresses: [] })),
        SecurityGroups: [group],
        IpAddressType: 'ipv4',
      },
    ])
    expect(cloud.tags.of(made)).toEqual({ team: 'books' })
  })

  test('of the same name and settings is the one there is, also when both are asked for at once', async () => {
    const first = balancerNamed('twice')
    const second = balancerNamed('twice', { Subnets: subnetIds(cloud).slice(0, 3).reverse() })
    expect((await first).arn).toBe((await second).arn)
    expect(await refusalOf(balancerNamed('twice', { Scheme: 'internal' }))).toBe(
      "DuplicateLoadBalancerNameException: A load balancer with the same name 'twice' exists, but with different settings",
    )
  })

  test.each<[string, Partial<CreateLoadBalancerCommandInput>, string]>([
    [
      'one subnet',
      { Subnets: ['0'] },
      'ValidationError: At least two subnets in two different Availability Zones must be specified',
    ],
    [
      'no subnet',
      { Subnets: [] },
      'ValidationError: At least two subnets in two different Availability Zones must be specified',
    ],
    [
      'a strange subnet',
      { Subnets: ['0', 'subnet-1'] },
      "SubnetNotFoundException: The subnet ID 'subnet-1' does not exist",
    ],
    [
      'a strange security group',
      { SecurityGroups: ['sg-1'] },
      'InvalidConfigurationRequestException: One or more security groups are invalid',
    ],
    [
      'a long name',
      { Name: 'x'.repeat(33) },
      `ValidationError: Load balancer name '${'x'.repeat(33)}' cannot be longer than '32' characters`,
    ],
    [
      'a dot in the name',
      { Name: 'a.b' },
      "ValidationError: Load balancer name 'a.b' can only contain characters that are alphanumeric characters or hyphens(-)",
    ],
    [
      'a hyphen at the end',
      { Name: 'a-' },
      "ValidationError: Load balancer name 'a-' cannot begin or end with a hyphen(-)",
    ],
    [
      "AWS's own prefix",
      { Name: 'internal-a' },
      "ValidationError: Load balancer name 'internal-a' cannot begin with 'internal-'",
    ],
    [
      'an unknown scheme',
      { Scheme: 'public' as 'internal' },
      "ValidationError: 1 validation error detected: Value 'public' at 'scheme' failed to satisfy constraint: Member must satisfy enum value set: [internet-facing, internal]",
    ],
    [
      'another type',
      { Type: 'network' },
      "ValidationError: The load balancer type 'network' is not supported by this cloud.",
    ],
    [
      'a tag twice',
      { Tags: [{ Key: 'a' }, { Key: 'a' }] },
      "DuplicateTagKeysException: Tag key 'a' was specified more than once",
    ],
  ])('with %s is refused', async (_what, more, words) => {
    const Subnets = more.Subnets?.map((id) => (id === '0' ? (subnetIds(cloud)[0] ?? '') : id))
    expect(await refusalOf(balancerNamed('refused', { ...more, ...(Subnets ? { Subnets } : {}) }))).toBe(words)
  })

  test('that is not there: describing says so, deleting succeeds, other text is no ARN', async () => {
    const missing = arn(`loadbalancer/app/missing/${nowhere}`)
    const words = 'LoadBalancerNotFoundException: One or more load balancers not found'
    expect(await refusalOf(client.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [missing] })))).toBe(words)
    expect(await refusalOf(client.send(new DescribeLoadBalancersCommand({ Names: ['missing'] })))).toBe(words)
    expect(await refusalOf(client.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: missing })))).toBe(
      'not refused',
    )
    expect(await refusalOf(client.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: 'missing' })))).toBe(
      "ValidationError: 'missing' is not a valid load balancer ARN",
    )
  })

  test('is listed page by page', async () => {
    for (const name of ['page-a', 'page-b', 'page-c']) await balancerNamed(name)
    const names: (string | undefined)[] = []
    for (let Marker: string | undefined, turn = 0; turn === 0 || Marker !== undefined; turn++) {
      const page = await client.send(new DescribeLoadBalancersCommand({ PageSize: 2, ...(Marker ? { Marker } : {}) }))
      names.push(...(page.LoadBalancers ?? []).map(({ LoadBalancerName }) => LoadBalancerName))
      Marker = page.NextMarker
    }
    expect(names).toEqual(expect.arrayContaining(['page-a', 'page-b', 'page-c']))
    expect(new Set(names).size).toBe(names.length)
    expect(await refusalOf(client.send(new DescribeLoadBalancersCommand({ PageSize: 0 })))).toMatch(
      /^ValidationError: .*'pageSize'/,
    )
    expect(await refusalOf(client.send(new DescribeLoadBalancersCommand({ Marker: 'x' })))).toBe(
      'ValidationError: Invalid marker',
    )
  })

  test('keeps attributes, refuses wrong ones and those this cloud does not honour, and can be protected', async () => {
    const { arn: LoadBalancerArn } = await balancerNamed('attributes')
    const set = (Key: string, Value: string) =>
      client.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes: [{ Key, Value }] }))
    await set('deletion_protection.enabled', 'true')
    await set('idle_timeout.timeout_seconds', '4000')
    const { Attributes } = await client.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }))
    expect(Attributes).toEqual(
      expect.arrayContaining([
        { Key: 'deletion_protection.enabled', Value: 'true' },
        { Key: 'idle_timeout.timeout_seconds', Value: '4000' },
        { Key: 'routing.http2.enabled', Value: 'true' },
      ]),
    )
    expect(await refusalOf(set('idle_timeout.timeout_seconds', '0'))).toMatch(/^ValidationError: .*between 1 and 4000/)
    for (const key of ['no.such', 'constructor'])
      expect(await refusalOf(set(key, '1'))).toBe(
        `ValidationError: Load balancer attribute key '${key}' is not recognized`,
      )
    expect(await refusalOf(set('access_logs.s3.enabled', 'true'))).toMatch(/is not supported by this cloud/)
    expect(await refusalOf(client.send(new DeleteLoadBalancerCommand({ LoadBalancerArn })))).toBe(
      `OperationNotPermittedException: Load balancer '${LoadBalancerArn}' cannot be deleted because deletion protection is enabled`,
    )
    await set('deletion_protection.enabled', 'false')
    await client.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }))
  })

  test('holds on to its security groups until some time after it is gone', async () => {
    const [own, next] = [securityGroup(cloud, 'own', undefined), securityGroup(cloud, 'next', undefined)]
    const uses = (id: string) => cloud.elasticLoadBalancing.usesSecurityGroup(id)
    const { arn: LoadBalancerArn } = await balancerNamed('lingering', { SecurityGroups: [own] })
    expect([uses(own), uses(next)]).toEqual([true, false])
    const changed = await client.send(new SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups: [next] }))
    expect([changed.SecurityGroupIds, uses(own), uses(next)]).toEqual([[next], false, true])
    await client.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }))
    await clock.advance(19_999)
    expect(uses(next)).toBe(true)
    await clock.advance(1)
    expect(uses(next)).toBe(false)
  })

  test('has a network interface in each subnet, which stays for a while when it is deleted', async () => {
    const { arn: LoadBalancerArn } = await balancerNamed('standing')
    const Description = `ELB app/standing/${LoadBalancerArn.split('/').at(-1)}`
    const Filters = [{ Name: 'description', Values: [Description] }]
    const shown = async () =>
      (await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }))).NetworkInterfaces ?? []
    const interfaces = await shown()
    expect(interfaces.map(({ SubnetId }) => SubnetId)).toEqual(subnetIds(cloud).slice(0, 3))
    expect(interfaces[0]).toMatchObject({
      Description,
      RequesterId: 'amazon-elb',
      RequesterManaged: true,
      Status: 'in-use',
      Groups: [{ GroupId: group, GroupName: 'balancer' }],
      Attachment: { InstanceOwnerId: 'amazon-elb', DeleteOnTermination: false },
      Association: { IpOwnerId: 'amazon-elb' },
    })
    const Subnets = subnetIds(cloud).slice(1, 4)
    await client.send(new SetSubnetsCommand({ LoadBalancerArn, Subnets }))
    const moved = (await shown()).map(({ NetworkInterfaceId }) => NetworkInterfaceId)
    expect(moved.slice(0, 2)).toEqual(interfaces.slice(1).map(({ NetworkInterfaceId }) => NetworkInterfaceId))
    await client.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }))
    await clock.advance(19_999)
    expect(await shown()).toHaveLength(3)
    await clock.advance(1)
    expect(await shown()).toEqual([])
  })
})

describe('a target group', () => {
  test('has the usual settings of AWS where the request is silent', async () => {
    const input = { Name: 'usual', Protocol: 'HTTP' as const, Port: 80, VpcId: cloud.ec2.defaultVpc.id }
    const { TargetGroups } = await client.send(new CreateTargetGroupCommand(input))
    expect(TargetGroups).toEqual([
      {
        TargetGroupArn: expect.stringMatching(/:targetgroup\/usual\/[0-9a-f]{16}$/),
        TargetGroupName: 'usual',
        Protocol: 'HTTP',
        Port: 80,
        VpcId: cloud.ec2.defaultVpc.id,
        HealthCheckProtocol: 'HTTP',
        HealthCheckPort: 'traffic-port',
        HealthCheckEnabled: true,
        HealthCheckIntervalSeconds: 30,
        HealthCheckTimeoutSeconds: 5,
        HealthyThresholdCount: 5,
        UnhealthyThresholdCount: 2,
        HealthCheckPath: '/',
        Matcher: { HttpCode: '200' },
        LoadBalancerArns: [],
        TargetType: 'instance',
        ProtocolVersion: 'HTTP1',
        IpAddressType: 'ipv4',
      },
    ])
  })

  test('of the same name and settings is the one there is', async () => {
    expect((await groupNamed('again')).arn).toBe((await groupNamed('again')).arn)
    expect(await refusalOf(groupNamed('again', { HealthCheckPath: '/other' }))).toBe(
      "DuplicateTargetGroupNameException: A target group with the same name 'again' exists, but with different settings",
    )
  })

  const below = (value: number, member: string, low: number) =>
    `ValidationError: 1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have value greater than or equal to ${low}`
  const above = (value: number, member: string, high: number) =>
    `ValidationError: 1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have value less than or equal to ${high}`

  test.each<[Partial<CreateTargetGroupCommandInput>, string]>([
    [{ HealthCheckIntervalSeconds: 4 }, below(4, 'healthCheckIntervalSeconds', 5)],
    [{ HealthCheckIntervalSeconds: 301 }, above(301, 'healthCheckIntervalSeconds', 300)],
    [{ HealthCheckTimeoutSeconds: 1 }, below(1, 'healthCheckTimeoutSeconds', 2)],
    [{ HealthCheckTimeoutSeconds: 121 }, above(121, 'healthCheckTimeoutSeconds', 120)],
    [{ HealthCheckTimeoutSeconds: 5 }, 'ValidationError: Health check interval must be greater than the timeout.'],
    [{ HealthyThresholdCount: 1 }, below(1, 'healthyThresholdCount', 2)],
    [{ UnhealthyThresholdCount: 11 }, above(11, 'unhealthyThresholdCount', 10)],
    [
      { HealthCheckPath: 'healthcheck' },
      "ValidationError: Health check path 'healthcheck' must begin with a '/' character",
    ],
    [
      { HealthCheckPort: '0' },
      "ValidationError: Health check port '0' must be either 'traffic-port' or in the range '1' to '65535'",
    ],
    [
      { Matcher: { HttpCode: '200-500' } },
      "ValidationError: Health check matcher HTTP code '200-500' must be within '200-499' inclusive",
    ],
    [
      { HealthCheckEnabled: false },
      "ValidationError: Health check enabled must be true for target groups with target type 'instance'",
    ],
    [{ HealthCheckProtocol: 'TCP' }, "ValidationError: Health check protocol 'TCP' must be one of 'HTTP', 'HTTPS'"],
    [{ Port: 0 }, below(0, 'port', 1)],
    [{ VpcId: 'vpc-1' }, "ValidationError: The VPC ID 'vpc-1' is not found"],
    [
      { Name: 'a_b' },
      "ValidationError: Target group name 'a_b' can only contain characters that are alphanumeric characters or hyphens(-)",
    ],
    [{ TargetType: 'ip' }, "ValidationError: The target type 'ip' is not supported by this cloud."],
    [{ Protocol: 'HTTPS' }, "ValidationError: The target group protocol 'HTTPS' is not supported by this cloud."],
    [{ ProtocolVersion: 'GRPC' }, "ValidationError: The protocol version 'GRPC' is not supported by this cloud."],
  ])('with %j is refused', async (more, words) => {
    expect(await refusalOf(groupNamed('refused', more))).toBe(words)
  })

  test('is changed in its health check, found by its name, ARN and balancer, and not deleted while in use', async () => {
    const { arn: TargetGroupArn } = await groupNamed('found')
    const changed = await client.send(
      new ModifyTargetGroupCommand({ TargetGroupArn, HealthCheckIntervalSeconds: 9, Matcher: { HttpCode: '200-299' } }),
    )
    expect(changed.TargetGroups?.[0]).toMatchObject({
      HealthCheckIntervalSeconds: 9,
      HealthCheckTimeoutSeconds: 2,
      Matcher: { HttpCode: '200-299' },
    })
    const { arn: LoadBalancerArn } = await balancerNamed('finder')
    const { arn: ListenerArn } = await listen(LoadBalancerArn, { DefaultActions: forward(TargetGroupArn) })
    for (const query of [{ Names: ['found'] }, { TargetGroupArns: [TargetGroupArn] }, { LoadBalancerArn }]) {
      const { TargetGroups } = await client.send(new DescribeTargetGroupsCommand(query))
      expect(TargetGroups).toMatchObject([{ TargetGroupArn, LoadBalancerArns: [LoadBalancerArn] }])
    }
    expect(await refusalOf(client.send(new DeleteTargetGroupCommand({ TargetGroupArn })))).toBe(
      `ResourceInUseException: Target group '${TargetGroupArn}' is currently in use by a listener or a rule`,
    )
    await client.send(new DeleteListenerCommand({ ListenerArn }))
    await client.send(new DeleteTargetGroupCommand({ TargetGroupArn }))
    await client.send(new DeleteTargetGroupCommand({ TargetGroupArn }))
    const words = 'TargetGroupNotFoundException: One or more target groups not found'
    expect(await refusalOf(client.send(new DescribeTargetGroupsCommand({ Names: ['found'] })))).toBe(words)
    expect(await refusalOf(client.send(new ModifyTargetGroupCommand({ TargetGroupArn })))).toBe(words)
  })

  test('keeps attributes and refuses those this cloud does not honour', async () => {
    const { arn: TargetGroupArn } = await groupNamed('attributes')
    const set = (Key: string, Value: string) =>
      client.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes: [{ Key, Value }] }))
    await set('deregistration_delay.timeout_seconds', '10')
    await set('load_balancing.algorithm.type', 'least_outstanding_requests')
    const { Attributes } = await client.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }))
    expect(Attributes).toEqual(
      expect.arrayContaining([
        { Key: 'deregistration_delay.timeout_seconds', Value: '10' },
        { Key: 'load_balancing.algorithm.type', Value: 'least_outstanding_requests' },
        { Key: 'stickiness.enabled', Value: 'false' },
      ]),
    )
    expect(await refusalOf(set('deregistration_delay.timeout_seconds', '3601'))).toMatch(/between 0 and 3600/)
    for (const [key, value] of [
      ['stickiness.enabled', 'true'],
      ['slow_start.duration_seconds', '30'],
      ['load_balancing.algorithm.type', 'weighted_random'],
    ] as const)
      expect(await refusalOf(set(key, value))).toMatch(/is not supported by this cloud/)
  })

  test('takes running instances of its VPC, and lets go of what it does not have', async () => {
    const { arn: TargetGroupArn } = await groupNamed('members')
    const Register = (...Targets: { Id: string; Port?: number }[]) =>
      client.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }))
    const missing = 'i-00000000000000001'
    expect(await refusalOf(Register({ Id: 'web' }))).toBe("ValidationError: Instance ID 'web' is not valid")
    expect(await refusalOf(Register({ Id: missing }))).toBe(
      `InvalidTargetException: The following instances do not exist: '${missing}'`,
    )
    const ended = launch(cloud, 0, group)
    cloud.ec2.terminate([ended.id])
    expect(await refusalOf(Register({ Id: ended.id }))).toBe(
      `InvalidTargetException: The following targets are not in a running state and cannot be registered: '${ended.id}'`,
    )
    await register(client, TargetGroupArn, [launch(cloud, 0, group)])
    await client.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: missing }] }))
    const strange = arn(`targetgroup/none/${nowhere}`)
    expect(await refusalOf(register(client, strange, [ended]))).toBe(
      'TargetGroupNotFoundException: One or more target groups not found',
    )
    expect(() => cloud.elasticLoadBalancing.registerInstances(strange, [ended.id])).toThrow(
      'One or more target groups not found',
    )
    expect(cloud.elasticLoadBalancing.healthOf(strange, ended.id)).toBeUndefined()
  })
})

describe('a listener', () => {
  test('belongs to one port of one balancer, and its group to one balancer', async () => {
    const { arn: groupArn } = await groupNamed('exclusive')
    const { arn: balancer } = await balancerNamed('first')
    const made = await listen(balancer, { DefaultActions: forward(groupArn) })
    expect(made).toMatchObject({
      ListenerArn: expect.stringMatching(/:listener\/app\/first\/[0-9a-f]{16}\/[0-9a-f]{16}$/),
      LoadBalancerArn: balancer,
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [
        {
          Type: 'forward',
          TargetGroupArn: groupArn,
          Order: 1,
          ForwardConfig: {
            TargetGroups: [{ TargetGroupArn: groupArn, Weight: 1 }],
            TargetGroupStickinessConfig: { Enabled: false },
          },
        },
      ],
    })
    expect((await listen(balancer, { DefaultActions: forward(groupArn) })).arn).toBe(made.arn)
    const other = [{ Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '200' } }]
    expect(await refusalOf(listen(balancer, { DefaultActions: other }))).toBe(
      `DuplicateListenerException: A listener already exists on this port for this load balancer '${balancer}'`,
    )
    const { arn: second } = await balancerNamed('second')
    expect(await refusalOf(listen(second, { DefaultActions: forward(groupArn) }))).toBe(
      `TargetGroupAssociationLimitException: The following target groups cannot be associated with more than one load balancer: ${groupArn}`,
    )
    const { Listeners } = await client.send(new DescribeListenersCommand({ LoadBalancerArn: balancer }))
    expect(Listeners?.map(({ ListenerArn }) => ListenerArn)).toEqual([made.arn])
    await client.send(new DeleteListenerCommand({ ListenerArn: made.arn }))
    const words = 'ListenerNotFoundException: One or more listeners not found'
    expect(await refusalOf(client.send(new DescribeListenersCommand({ ListenerArns: [made.arn] })))).toBe(words)
    expect(await refusalOf(client.send(new DeleteListenerCommand({ ListenerArn: made.arn })))).toBe(words)
  })

  test.each<[Partial<CreateListenerCommandInput>, string]>([
    [{ Protocol: 'HTTPS' }, 'ValidationError: The listener protocol HTTPS is not supported by this cloud.'],
    [
      { Protocol: 'TCP' },
      "UnsupportedProtocolException: Protocol 'TCP' is not supported by application load balancers",
    ],
    [
      { Certificates: [{ CertificateArn: 'arn' }] },
      'ValidationError: Certificates of a listener is not supported by this cloud.',
    ],
    [{ DefaultActions: [] }, 'ValidationError: An action must be specified'],
    [
      { DefaultActions: forward(arn(`targetgroup/none/${nowhere}`)) },
      'TargetGroupNotFoundException: One or more target groups not found',
    ],
    [
      { DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '302' } }] },
      "ValidationError: 1 validation error detected: Value '302' at 'defaultActions.1.member.fixedResponseConfig.statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(2|4|5)\\d\\d$",
    ],
    [
      { DefaultActions: [{ Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_302' } }] },
      'ValidationError: The redirect must change the protocol, host, port or path, or it would be a loop',
    ],
    [
      { DefaultActions: [{ Type: 'authenticate-oidc' }] },
      "InvalidLoadBalancerActionException: The action type 'authenticate-oidc' requires an HTTPS listener",
    ],
  ])('with %j is refused', async (more, words) => {
    const { arn: balancer } = await balancerNamed('strict')
    const answer = [{ Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '200' } }]
    expect(await refusalOf(listen(balancer, { DefaultActions: answer, ...more }))).toBe(words)
  })

  test('on another port than 80 takes that port of this machine, or says that it is taken', async () => {
    const Port = await takePort()
    const taken = createServer().listen(Port, '127.0.0.1')
    await until(() => taken.listening)
    const wide = securityGroup(cloud, 'wide', { cidr: '0.0.0.0/0' }, 65_535)
    const { arn: balancer, port } = await balancerNamed('ports', { SecurityGroups: [wide] })
    const DefaultActions = [
      { Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '200', MessageBody: 'own port' } },
    ]
    expect(await refusalOf(listen(balancer, { Port, DefaultActions }))).toBe(
      `InvalidConfigurationRequestException: Port ${Port} of 127.0.0.1, where this cloud serves the listener, can't be opened (EADDRINUSE)`,
    )
    await new Promise((resolve) => taken.close(resolve))
    const { arn: ListenerArn } = await listen(balancer, { Port, DefaultActions })
    await expect(ask(Port)).rejects.toThrow('ECONNREFUSED')
    await clock.advance(140_000)
    await until(() =>
      ask(Port).then(
        () => true,
        () => false,
      ),
    )
    expect((await ask(Port)).body).toBe('own port')
    await client.send(new ModifyListenerCommand({ ListenerArn, Port: 80 }))
    expect((await ask(port)).body).toBe('own port')
    await expect(ask(Port)).rejects.toThrow('ECONNREFUSED')
  })

  test('sends requests where its rules say, in their order, and elsewhere by default', async () => {
    const { arn: balancer, port } = await balancerNamed('rules')
    const fixed = (MessageBody: string) => [
      { Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '200', MessageBody } },
    ]
    const { arn: ListenerArn } = await listen(balancer, { DefaultActions: fixed('default') })
    const rule = async (
      Priority: number,
      Field: string,
      Values: string[],
      Actions: CreateListenerCommandInput['DefaultActions'] = fixed(`${Priority}`),
    ) => {
      const { Rules } = await client.send(
        new CreateRuleCommand({ ListenerArn, Priority, Conditions: [{ Field, Values }], Actions }),
      )
      return Rules?.[0]?.RuleArn ?? ''
    }
    const images = await rule(20, 'path-pattern', ['/img/*', '/a?c'])
    const shop = await rule(10, 'host-header', ['*.shop.example'])
    const away = [
      {
        Type: 'redirect' as const,
        RedirectConfig: { Protocol: 'HTTPS', Port: '443', Path: '/new/#{path}', StatusCode: 'HTTP_301' as const },
      },
    ]
    await rule(30, 'path-pattern', ['/old/*'], away)
    await client.send(
      new CreateRuleCommand({
        ListenerArn,
        Priority: 40,
        Actions: fixed('40'),
        Conditions: [{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['DELETE'] } }],
      }),
    )
    await clock.advance(140_000)
    await until(() =>
      ask(port).then(
        () => true,
        () => false,
      ),
    )
    const body = async (path: string, headers = {}, method = 'GET') => (await ask(port, { path, headers, method })).body
    expect([await body('/'), await body('/img/x.png?q=/y'), await body('/abc'), await body('/abbc')]).toEqual([
      'default',
      '20',
      '20',
      'default',
    ])
    expect(await body('http://a.example/img/x.png')).toBe('20')
    expect([await body('/img/x', { Host: 'A.Shop.Example:8080' }), await body('/', {}, 'DELETE')]).toEqual(['10', '40'])
    expect(await ask(port, { path: '/old/x?y=z', headers: { Host: 'a.example' } })).toMatchObject({
      status: 301,
      headers: { location: 'https://a.example:443/new/old/x?y=z' },
    })
    await client.send(
      new SetRulePrioritiesCommand({
        RulePriorities: [
          { RuleArn: images, Priority: 10 },
          { RuleArn: shop, Priority: 20 },
        ],
      }),
    )
    expect(await body('/img/x', { Host: 'a.shop.example' })).toBe('20')
    await client.send(new ModifyRuleCommand({ RuleArn: images, Actions: fixed('changed') }))
    expect(await body('/img/x')).toBe('changed')
    await client.send(new DeleteRuleCommand({ RuleArn: images }))
    expect(await body('/img/x')).toBe('default')
    const { Rules = [] } = await client.send(new DescribeRulesCommand({ ListenerArn }))
    expect(Rules.map(({ Priority, IsDefault }) => [Priority, IsDefault])).toEqual([
      ['20', false],
      ['30', false],
      ['40', false],
      ['default', true],
    ])
    expect(await refusalOf(rule(30, 'path-pattern', ['/x']))).toBe(
      "PriorityInUseException: Priority '30' is currently in use",
    )
    expect(await refusalOf(rule(50, 'source-ip', ['10.0.0.0/8']))).toBe(
      "ValidationError: The condition field 'source-ip' is not supported by this cloud.",
    )
    expect(await refusalOf(client.send(new DeleteRuleCommand({ RuleArn: Rules.at(-1)?.RuleArn })))).toMatch(
      /^OperationNotPermittedException: Default rule/,
    )
    expect(await refusalOf(client.send(new DeleteRuleCommand({ RuleArn: images })))).toBe(
      'RuleNotFoundException: One or more rules not found',
    )
  })

  test('shares requests among target groups by their weights', async () => {
    const named = async (name: string) => {
      const { server } = await httpTarget((_, answer) => void answer.end(name))
      return (server.address() as { port: number }).port
    }
    const built = await buildService(cloud, client, 'weights', { Matcher: { HttpCode: '200' } })
    const { arn: other } = await groupNamed('weights-other')
    const TargetGroups = [
      { TargetGroupArn: built.groupArn, Weight: 0 },
      { TargetGroupArn: other, Weight: 5 },
    ]
    await client.send(
      new ModifyListenerCommand({
        ListenerArn: built.listenerArn,
        DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups } }],
      }),
    )
    await register(client, built.groupArn, [launch(cloud, 0, built.instanceGroup, await named('never'))])
    await register(client, other, [launch(cloud, 0, built.instanceGroup, await named('always'))])
    await clock.advance(141_000)
    await until(async () => {
      await clock.advance(1)
      return (await ask(built.port).catch(() => undefined))?.status === 200
    })
    for (let turn = 0; turn < 8; turn++) expect((await ask(built.port)).body).toBe('always')
  })
})

describe('tags', () => {
  test('are added to, removed from and read from every kind of resource', async () => {
    const { arn: balancer } = await balancerNamed('tagged')
    const { arn: groupArn } = await groupNamed('tagged')
    const { arn: listener } = await listen(balancer, {
      DefaultActions: forward(groupArn),
      Tags: [{ Key: 'a', Value: '1' }],
    })
    const ResourceArns = [balancer, groupArn, listener]
    await client.send(new AddTagsCommand({ ResourceArns, Tags: [{ Key: 'b', Value: '2' }] }))
    await client.send(new RemoveTagsCommand({ ResourceArns: [listener], TagKeys: ['a', 'none'] }))
    const { TagDescriptions } = await client.send(new DescribeTagsCommand({ ResourceArns }))
    expect(TagDescriptions).toEqual(
      ResourceArns.map((ResourceArn) => ({ ResourceArn, Tags: [{ Key: 'b', Value: '2' }] })),
    )
    const missing = arn(`targetgroup/none/${nowhere}`)
    expect(await refusalOf(client.send(new DescribeTagsCommand({ ResourceArns: [missing] })))).toBe(
      `TargetGroupNotFoundException: Target groups '${missing}' not found`,
    )
    await client.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: balancer }))
    expect([cloud.tags.of(balancer), cloud.tags.of(listener)]).toEqual([{}, {}])
  })

  test('on creation need the right to tag the resource to be', async () => {
    const operations = services.get('elasticloadbalancing')?.operations ?? {}
    const call = { cloud, principal: { arn: '', userId: '' }, requestId: '' }
    const input = { Name: 'to-be', Tags: [{ Key: 'a' }] }
    const resource = arn(`loadbalancer/app/to-be/${'0'.repeat(16)}`)
    expect(operations.CreateLoadBalancer?.resources?.(input, call)).toEqual([resource])
    expect(operations.CreateLoadBalancer?.needs?.(input, call)).toContainEqual({
      action: 'elasticloadbalancing:AddTags',
      resource,
      conditions: { 'elasticloadbalancing:CreateAction': 'CreateLoadBalancer' },
    })
    const untagged = operations.CreateTargetGroup?.needs?.({ Name: 'to-be' }, call) ?? []
    expect(untagged.map(({ action }) => action)).not.toContain('elasticloadbalancing:AddTags')
  })
})

test('who creates a load balancer or a target group must be allowed to look at the network', async () => {
  const operations = services.get('elasticloadbalancing')?.operations ?? {}
  const call = { cloud, principal: { arn: '', userId: '' }, requestId: '' }
  const actionsFor = (name: string) => operations[name]?.needs?.({ Name: 'to-be' }, call).map(({ action }) => action)
  expect(actionsFor('CreateLoadBalancer')).toEqual(
    expect.arrayContaining(['ec2:DescribeAccountAttributes', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs']),
  )
  expect(actionsFor('CreateTargetGroup')).toEqual(['ec2:DescribeInternetGateways', 'ec2:DescribeVpcs'])
})
