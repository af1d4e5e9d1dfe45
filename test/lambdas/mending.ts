import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  SuspendProcessesCommand,
} from '@aws-sdk/client-auto-scaling'
import { BatchWriteItemCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2'
import {
  DescribeListenersCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import {
  CreatePolicyVersionCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam'
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { describe, expect, jest, test } from '@jest/globals'
import { AttachTargetGroup, CreateAutoScalingGroup } from '../../lambdas/auto-scaling-group.ts'
import { iamNamesOf, namesOf } from '../../lambdas/core/names.ts'
import { CreateInstancePolicy, DeleteInstancePolicy } from '../../lambdas/instance-policy.ts'
import { CreateInstanceProfile } from '../../lambdas/instance-profile.ts'
import { CreateInstanceRole } from '../../lambdas/instance-role.ts'
import { DeleteInstances } from '../../lambdas/instances.ts'
import { CreateLaunchTemplate } from '../../lambdas/launch-template.ts'
import { CreateListener, DeleteListener } from '../../lambdas/listener.ts'
import { CheckLoadBalancer } from '../../lambdas/load-balancer.ts'
import { FindNetwork } from '../../lambdas/network.ts'
import { DeleteParameters, PutParameters } from '../../lambdas/parameters.ts'
import { CheckTable, CreateTable, PopulateTable } from '../../lambdas/table.ts'
import { CheckTargets } from '../../lambdas/targets.ts'
import { account } from './account.ts'
import { asAdministrator, region } from './local-account.ts'
import { executionNamed, run, runUntil, whileItEndsWith } from './step-run.ts'
import {
  makeGroup,
  makeLaunchTemplate,
  makeLoadBalancer,
  makeProfile,
  makeRole,
  makeSecurityGroups,
  makeTargetGroup,
  network,
} from './subjects.ts'

describe('the network', () => {
  test('is the default VPC with one public subnet in each of three zones', async () => {
    const { vpcId, subnetIds, zones } = await network('net-a')
    expect(vpcId).toMatch(/^vpc-/)
    expect(zones).toEqual(account().zones.slice(0, 3))
    expect(new Set(subnetIds).size).toBe(3)
  })

  test('that does not exist is NoNetwork', async () => {
    const wanted = { vpcId: 'vpc-0123456789abcdef0', instanceType: 't3.micro' }
    await expect(run(FindNetwork, 'net-b', wanted)).rejects.toMatchObject({
      name: 'NoNetwork',
      message: 'There is no VPC vpc-0123456789abcdef0 in this region.',
    })
  })

  test('with no zone that offers the instance type is InvalidInput before anything is made', async () => {
    await expect(run(FindNetwork, 'net-c', { vpcId: null, instanceType: 't9.micro' })).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringMatching(/^instanceType: t9.micro /),
    })
  })

  test('cannot be changed while the service is in one', async () => {
    await makeSecurityGroups('net-d')
    const wanted = { vpcId: 'vpc-0123456789abcdef0', instanceType: 't3.micro' }
    await expect(run(FindNetwork, 'net-d', wanted)).rejects.toMatchObject({ name: 'InvalidInput' })
  })
})

describe('security groups', () => {
  const rulesOf = async (GroupId: string) => {
    const { SecurityGroups } = await new EC2Client(asAdministrator).send(
      new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }),
    )
    return (SecurityGroups?.[0]?.IpPermissions ?? []).map(({ FromPort, ToPort, IpRanges, UserIdGroupPairs }) => ({
      ports: [FromPort, ToPort],
      ranges: IpRanges?.map(({ CidrIp }) => CidrIp) ?? [],
      groups: UserIdGroupPairs?.map(({ GroupId }) => GroupId) ?? [],
    }))
  }

  test('admit the allowed range to the balancer, and the balancer alone to the instances', async () => {
    const made = await makeSecurityGroups('sg-a', '203.0.113.0/24')
    const { balancerSecurityGroupId: balancer, instanceSecurityGroupId: instances } = made
    expect(await rulesOf(balancer)).toEqual([{ ports: [80, 80], ranges: ['203.0.113.0/24'], groups: [] }])
    expect(await rulesOf(instances)).toEqual([{ ports: [80, 80], ranges: [], groups: [balancer] }])
  })

  test('get the range that is asked for now, and lose what a person has added', async () => {
    const { balancerSecurityGroupId: GroupId } = await makeSecurityGroups('sg-b', '203.0.113.0/24')
    const IpPermissions = [
      { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'debugging' }] },
    ]
    await new EC2Client(asAdministrator).send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }))
    await makeSecurityGroups('sg-b', '198.51.100.0/24')
    expect(await rulesOf(GroupId)).toEqual([{ ports: [80, 80], ranges: ['198.51.100.0/24'], groups: [] }])
  })
})

describe('the target group', () => {
  const settingsOf = async (TargetGroupArn: string) => {
    const client = new ElasticLoadBalancingV2Client(asAdministrator)
    const { TargetGroups } = await client.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [TargetGroupArn] }))
    const { Attributes } = await client.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }))
    const delay = Attributes?.find(({ Key }) => Key === 'deregistration_delay.timeout_seconds')
    return { ...TargetGroups?.[0], delay: delay?.Value }
  }

  test('checks /healthcheck at the given pace, and lets targets go after ten seconds', async () => {
    const { targetGroupArn } = await makeTargetGroup('tg-a', { intervalSeconds: 7, unhealthyThreshold: 3 })
    expect(await settingsOf(targetGroupArn)).toMatchObject({
      HealthCheckPath: '/healthcheck',
      HealthCheckIntervalSeconds: 7,
      HealthCheckTimeoutSeconds: 2,
      UnhealthyThresholdCount: 3,
      Port: 80,
      delay: '10',
    })
  })

  test('gets the pace that is asked for now', async () => {
    await makeTargetGroup('tg-b')
    const { targetGroupArn } = await makeTargetGroup('tg-b', { intervalSeconds: 20, timeoutSeconds: 10 })
    const settings = await settingsOf(targetGroupArn)
    expect(settings).toMatchObject({ HealthCheckIntervalSeconds: 20, HealthCheckTimeoutSeconds: 10 })
  })
})

describe('the listener', () => {
  test('forwards port 80, is adopted, and frees the target group when it is deleted', async () => {
    const { loadBalancerArn } = await makeLoadBalancer('li-a')
    const { targetGroupArn } = await makeTargetGroup('li-a')
    const wanted = { loadBalancerArn, targetGroupArn }
    const made = await run(CreateListener, 'li-a', wanted)
    expect(await run(CreateListener, 'li-a', wanted)).toEqual(made)
    const client = new ElasticLoadBalancingV2Client(asAdministrator)
    const { Listeners } = await client.send(new DescribeListenersCommand({ LoadBalancerArn: loadBalancerArn }))
    expect(Listeners).toMatchObject([{ Port: 80, DefaultActions: [{ TargetGroupArn: targetGroupArn }] }])
    await expect(run(DeleteListener, 'li-a')).resolves.toEqual({ deleted: [made.listenerArn] })
    await expect(run(DeleteListener, 'li-a')).resolves.toEqual({ deleted: [] })
  })

  test('that leads elsewhere is led to our targets', async () => {
    const { loadBalancerArn } = await makeLoadBalancer('li-b')
    const stray = await makeTargetGroup('li-stray')
    const { targetGroupArn } = await makeTargetGroup('li-b')
    await run(CreateListener, 'li-b', { loadBalancerArn, ...stray })
    await run(CreateListener, 'li-b', { loadBalancerArn, targetGroupArn })
    const client = new ElasticLoadBalancingV2Client(asAdministrator)
    const { Listeners } = await client.send(new DescribeListenersCommand({ LoadBalancerArn: loadBalancerArn }))
    expect(Listeners?.[0]?.DefaultActions?.[0]?.TargetGroupArn).toBe(targetGroupArn)
  })
})

test('the load balancer is ready when AWS says so, and one that has gone is NotReady', async () => {
  await makeLoadBalancer('lb-a')
  await expect(run(CheckLoadBalancer, 'lb-a')).resolves.toEqual({ ready: false, status: 'provisioning' })
  await expect(runUntil('ready', CheckLoadBalancer, 'lb-a')).resolves.toEqual({ ready: true, status: 'active' })
  await expect(run(CheckLoadBalancer, 'lb-none')).rejects.toMatchObject({ name: 'NotReady' })
})

describe('the table', () => {
  const titles = async (service: string) => {
    const { Items = [] } = await new DynamoDBClient(asAdministrator).send(
      new ScanCommand({ TableName: namesOf(service).table }),
    )
    return Items.map(({ Title }) => Title?.S)
  }

  test('is filled once it is active, and filled again without a change', async () => {
    await run(CreateTable, 'tab-a')
    await runUntil('ready', CheckTable, 'tab-a')
    await expect(run(PopulateTable, 'tab-a')).resolves.toEqual({ items: 9 })
    await run(PopulateTable, 'tab-a')
    expect(new Set(await titles('tab-a')).size).toBe(9)
  })

  test('gets the items that DynamoDB put off, and Throttled says if it goes on doing so', async () => {
    await run(CreateTable, 'tab-b')
    await runUntil('ready', CheckTable, 'tab-b')
    const send = DynamoDBClient.prototype.send as (
      this: DynamoDBClient,
      command: BatchWriteItemCommand,
    ) => Promise<object>
    let putOff = 2
    const spy = jest.spyOn(DynamoDBClient.prototype, 'send')
    spy.mockImplementation(async function (this: DynamoDBClient, command: unknown) {
      const write = command as BatchWriteItemCommand
      if (!(write instanceof BatchWriteItemCommand) || putOff-- <= 0) return send.call(this, write)
      return { UnprocessedItems: write.input.RequestItems }
    } as never)
    await run(PopulateTable, 'tab-b')
    putOff = 100
    await expect(run(PopulateTable, 'tab-b')).rejects.toMatchObject({ name: 'Throttled' })
    spy.mockRestore()
    expect(await titles('tab-b')).toHaveLength(9)
  })
})

describe('the policy', () => {
  const iam = () => new IAMClient(asAdministrator)
  const policyArn = (service: string) => `arn:aws:iam::123456789012:policy/${iamNamesOf(service, region).policy}`
  const documentOf = async (PolicyArn: string) => {
    const { Policy } = await iam().send(new GetPolicyCommand({ PolicyArn }))
    const VersionId = Policy?.DefaultVersionId
    const { PolicyVersion } = await iam().send(new GetPolicyVersionCommand({ PolicyArn, VersionId }))
    return JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ''))
  }

  test('lets an instance read one table and its own settings, and nothing else', async () => {
    await run(CreateInstancePolicy, 'pol-a')
    expect((await documentOf(policyArn('pol-a'))).Statement).toEqual([
      {
        Effect: 'Allow',
        Action: 'dynamodb:GetItem',
        Resource: 'arn:aws:dynamodb:us-west-2:123456789012:table/resilient-pol-a',
      },
      {
        Effect: 'Allow',
        Action: 'ssm:GetParameters',
        Resource: 'arn:aws:ssm:us-west-2:123456789012:parameter/resilient-service/pol-a/*',
      },
    ])
  })

  test('says so again after a person has changed it, and is deleted with all its versions', async () => {
    await run(CreateInstancePolicy, 'pol-b')
    const PolicyArn = policyArn('pol-b')
    const original = await documentOf(PolicyArn)
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    })
    await iam().send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }))
    await run(CreateInstancePolicy, 'pol-b')
    expect(await documentOf(PolicyArn)).toEqual(original)
    await expect(run(DeleteInstancePolicy, 'pol-b')).resolves.toEqual({ deleted: ['resilient-pol-b.us-west-2'] })
  })

  test('of the same service in another region is another one, and out of reach', async () => {
    const execution = executionNamed('elsewhere').replace(region, 'us-east-1')
    await run(CreateInstancePolicy, 'pol-d')
    for (const step of [CreateInstancePolicy, DeleteInstancePolicy]) {
      const elsewhere = expect.stringContaining('policy/resilient-pol-d.us-east-1')
      await expect(run(step, 'pol-d', { execution })).rejects.toMatchObject({ name: 'Denied', message: elsewhere })
    }
  })

  test('is attached again to a role that lost it, and the role put back into its profile', async () => {
    const { role: RoleName } = await makeRole('pol-c')
    await makeProfile('pol-c')
    const PolicyArn = policyArn('pol-c')
    await iam().send(new DetachRolePolicyCommand({ RoleName, PolicyArn }))
    const InstanceProfileName = iamNamesOf('pol-c', region).profile
    await iam().send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }))
    await run(CreateInstanceRole, 'pol-c', { policyArn: PolicyArn })
    await run(CreateInstanceProfile, 'pol-c', { role: RoleName })
    const { AttachedPolicies } = await iam().send(new ListAttachedRolePoliciesCommand({ RoleName }))
    expect(AttachedPolicies).toMatchObject([{ PolicyArn }])
  })
})

describe('the parameters', () => {
  test('are set to normal operation, whatever a lost scenario has left in them', async () => {
    const { healthCheck, failureResponse, table, dependencyDelay } = namesOf('par-a').parameters
    await expect(run(PutParameters, 'par-a')).resolves.toEqual({
      changed: [table, failureResponse, healthCheck, dependencyDelay],
    })
    const ssm = new SSMClient(asAdministrator)
    await ssm.send(new PutParameterCommand({ Name: healthCheck, Value: 'deep', Overwrite: true }))
    await expect(run(PutParameters, 'par-a')).resolves.toEqual({ changed: [healthCheck] })
    await expect(run(PutParameters, 'par-a')).resolves.toEqual({ changed: [] })
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: healthCheck }))
    expect(Parameter?.Value).toBe('shallow')
  })

  test('leave the halt switch to the person who set it', async () => {
    const Name = namesOf('par-b').parameters.halt
    const ssm = new SSMClient(asAdministrator)
    await ssm.send(new PutParameterCommand({ Name, Value: 'because', Type: 'String' }))
    await run(PutParameters, 'par-b')
    await run(DeleteParameters, 'par-b')
    await expect(ssm.send(new GetParameterCommand({ Name }))).resolves.toMatchObject({
      Parameter: { Value: 'because' },
    })
  })
})

describe('the launch template', () => {
  const versionsOf = async (LaunchTemplateId: string) => {
    const request = new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId })
    const { LaunchTemplateVersions = [] } = await new EC2Client(asAdministrator).send(request)
    return LaunchTemplateVersions
  }

  test('is hardened: session tokens only, an encrypted disk, one role, one security group', async () => {
    const { launchTemplateId } = await makeLaunchTemplate('lt-a')
    const [version] = await versionsOf(launchTemplateId)
    expect(version?.LaunchTemplateData).toMatchObject({
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      BlockDeviceMappings: [{ Ebs: { Encrypted: true, VolumeType: 'gp3', DeleteOnTermination: true } }],
      IamInstanceProfile: { Name: 'resilient-lt-a.us-west-2' },
      SecurityGroupIds: [expect.stringMatching(/^sg-/)],
      TagSpecifications: [{ ResourceType: 'instance' }, { ResourceType: 'volume' }],
    })
    expect(Buffer.from(version?.LaunchTemplateData?.UserData ?? '', 'base64').length).toBeLessThan(16 * 1024)
  })

  test('is left alone by a second run, and gets a new default version when something differs', async () => {
    const { launchTemplateId } = await makeLaunchTemplate('lt-b')
    await makeLaunchTemplate('lt-b')
    expect(await versionsOf(launchTemplateId)).toHaveLength(1)
    await makeLaunchTemplate('lt-b', { instanceType: 't4g.micro' })
    const versions = await versionsOf(launchTemplateId)
    const current = versions.find(({ DefaultVersion }) => DefaultVersion)
    expect([versions.length, current?.VersionNumber]).toEqual([2, 2])
    const images = versions.map(({ LaunchTemplateData }) => LaunchTemplateData?.ImageId)
    expect(new Set(images).size).toBe(2)
  })

  test('of an instance type that EC2 does not know is not made', async () => {
    const wanted = { instanceType: 't9.micro', securityGroupId: 'sg-1', profile: 'p', settingsRefreshSeconds: 1 }
    await expect(run(CreateLaunchTemplate, 'lt-c', wanted)).rejects.toMatchObject({ name: 'InvalidInstanceType' })
  })
})

describe('the Auto Scaling group', () => {
  const groupOf = async (service: string) => {
    const AutoScalingGroupNames = [namesOf(service).group]
    const request = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames })
    return (await new AutoScalingClient(asAdministrator).send(request)).AutoScalingGroups?.[0]
  }

  test('trusts the load balancer, follows the capacity that is asked for, and is set going again', async () => {
    await makeGroup('asg-a', 1)
    const { targetGroupArn } = await makeTargetGroup('asg-a')
    await expect(run(AttachTargetGroup, 'asg-a', { targetGroupArn })).resolves.toEqual({ attached: true })
    await expect(run(AttachTargetGroup, 'asg-a', { targetGroupArn })).resolves.toEqual({ attached: false })
    const AutoScalingGroupName = namesOf('asg-a').group
    await new AutoScalingClient(asAdministrator).send(new SuspendProcessesCommand({ AutoScalingGroupName }))
    await makeGroup('asg-a', 2)
    expect(await groupOf('asg-a')).toMatchObject({
      MinSize: 2,
      MaxSize: 2,
      DesiredCapacity: 2,
      HealthCheckType: 'ELB',
      HealthCheckGracePeriod: 120,
      TargetGroupARNs: [targetGroupArn],
      SuspendedProcesses: [],
    })
    const seen = await run<{ ready: boolean; targets: object[] }>(CheckTargets, 'asg-a', {
      targetGroupArn,
      capacity: 2,
    })
    expect(seen).toMatchObject({ ready: false, zones: [], problem: '' })
  })

  test('leaves no instance behind, not even one that a person has taken out of it', async () => {
    const { launchTemplateId: LaunchTemplateId } = await makeLaunchTemplate('stray')
    const request = new RunInstancesCommand({ LaunchTemplate: { LaunchTemplateId }, MinCount: 1, MaxCount: 1 })
    const client = new EC2Client(asAdministrator)
    const { Instances } = await whileItEndsWith('InvalidParameterValue', () => client.send(request))
    const strays = Instances?.map(({ InstanceId }) => InstanceId)
    await expect(run(DeleteInstances, 'stray')).resolves.toEqual({ gone: false, instances: strays })
    await expect(runUntil('gone', DeleteInstances, 'stray')).resolves.toEqual({ gone: true, instances: [] })
  })

  test('with a profile that AWS does not see is NotPropagated, which is tried again', async () => {
    const { subnetIds } = await network('asg-b')
    const { instanceSecurityGroupId: securityGroupId } = await makeSecurityGroups('asg-b')
    const template = { instanceType: 't3.micro', securityGroupId, profile: 'not-yet', settingsRefreshSeconds: 1 }
    const { launchTemplateId } = await run(CreateLaunchTemplate, 'asg-b', template)
    const wanted = { capacity: 1, subnetIds, launchTemplateId }
    await expect(run(CreateAutoScalingGroup, 'asg-b', wanted)).rejects.toMatchObject({ name: 'NotPropagated' })
  })
})
