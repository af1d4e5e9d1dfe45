import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling'
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
} from '@aws-sdk/client-dynamodb'
import {
  CreateLaunchTemplateCommand,
  CreateSecurityGroupCommand,
  DescribeLaunchTemplatesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import {
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import {
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  GetInstanceProfileCommand,
  GetPolicyCommand,
  GetRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam'
import { GetParameterCommand, ListTagsForResourceCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { CreateAutoScalingGroup, DeleteAutoScalingGroup } from '../../lambdas/auto-scaling-group.ts'
import { found, type Tags } from '../../lambdas/core/aws.ts'
import { iamNamesOf, namesOf } from '../../lambdas/core/names.ts'
import { CreateInstancePolicy, DeleteInstancePolicy } from '../../lambdas/instance-policy.ts'
import { CreateInstanceProfile, DeleteInstanceProfile } from '../../lambdas/instance-profile.ts'
import { CreateInstanceRole, DeleteInstanceRole } from '../../lambdas/instance-role.ts'
import { DeleteInstances } from '../../lambdas/instances.ts'
import { CreateLaunchTemplate, DeleteLaunchTemplate } from '../../lambdas/launch-template.ts'
import { CreateLoadBalancer, DeleteLoadBalancer } from '../../lambdas/load-balancer.ts'
import { FindNetwork } from '../../lambdas/network.ts'
import { DeleteParameters, PutParameters } from '../../lambdas/parameters.ts'
import { CreateSecurityGroups, DeleteSecurityGroups } from '../../lambdas/security-groups.ts'
import { CreateTable, DeleteTable } from '../../lambdas/table.ts'
import { CreateTargetGroup, DeleteTargetGroup } from '../../lambdas/target-group.ts'
import { asAdministrator, region } from './local-account.ts'
import { run, runUntil, whileItEndsWith } from './step-run.ts'

/** A resource that one step creates and another deletes, and how a stranger would create one of the same name. */
export interface Subject {
  /** Creates it with our step; answers with what the step answers. */
  make(service: string): Promise<Record<string, unknown>>
  /** Deletes it with our step, until it is gone. */
  remove(service: string): Promise<unknown>
  /** A resource of the same name that does not carry our tag. */
  foreign(service: string): Promise<unknown>
  /** Its tags in the account; nothing if it is not there. */
  tags(service: string): Promise<Tags>
}

const autoScaling = new AutoScalingClient(asAdministrator)
const balancing = new ElasticLoadBalancingV2Client(asAdministrator)
const dynamoDb = new DynamoDBClient(asAdministrator)
const ec2 = new EC2Client(asAdministrator)
const iam = new IAMClient(asAdministrator)
const ssm = new SSMClient(asAdministrator)

const trust =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
const nothing = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'
const policyArn = (service: string) => `arn:aws:iam::123456789012:policy/${iamNamesOf(service, region).policy}`

/** Where the account's default network is. */
export async function network(service: string) {
  return run<{ existed: boolean; vpcId: string; subnetIds: string[]; zones: string[] }>(FindNetwork, service, {
    vpcId: null,
    instanceType: 't3.micro',
  })
}

export async function makeSecurityGroups(service: string, allowedCidr = '0.0.0.0/0') {
  const { vpcId } = await network(service)
  const groups = { vpcId, allowedCidr }
  return run<{ balancerSecurityGroupId: string; instanceSecurityGroupId: string }>(
    CreateSecurityGroups,
    service,
    groups,
  )
}

export async function makeLoadBalancer(service: string) {
  const { subnetIds } = await network(service)
  const { balancerSecurityGroupId: securityGroupId } = await makeSecurityGroups(service)
  return run<{ loadBalancerArn: string; dnsName: string }>(CreateLoadBalancer, service, { subnetIds, securityGroupId })
}

const healthCheck = { intervalSeconds: 5, timeoutSeconds: 2, healthyThreshold: 2, unhealthyThreshold: 2 }

export async function makeTargetGroup(service: string, changed: Partial<typeof healthCheck> = {}) {
  const { vpcId } = await network(service)
  const wanted = { vpcId, healthCheck: { ...healthCheck, ...changed } }
  return run<{ targetGroupArn: string }>(CreateTargetGroup, service, wanted)
}

export async function makeRole(service: string) {
  const policy = await run(CreateInstancePolicy, service)
  return run<{ role: string }>(CreateInstanceRole, service, policy)
}

export async function makeProfile(service: string) {
  return run<{ profile: string }>(CreateInstanceProfile, service, await makeRole(service))
}

export async function makeLaunchTemplate(service: string, changed: { instanceType?: string } = {}) {
  const { instanceSecurityGroupId: securityGroupId } = await makeSecurityGroups(service)
  const { profile } = await makeProfile(service)
  const wanted = { instanceType: 't3.micro', securityGroupId, profile, settingsRefreshSeconds: 1, ...changed }
  return run<{ launchTemplateId: string }>(CreateLaunchTemplate, service, wanted)
}

/** Tries again while the new profile is not seen, as the state machine does. */
export async function makeGroup(service: string, capacity = 1) {
  const { subnetIds } = await network(service)
  const { launchTemplateId } = await makeLaunchTemplate(service)
  const wanted = { capacity, subnetIds, launchTemplateId }
  return whileItEndsWith('NotPropagated', () => run(CreateAutoScalingGroup, service, wanted))
}

export const subjects: Record<string, Subject> = {
  'the table': {
    make: (service) => run(CreateTable, service),
    remove: (service) => runUntil('gone', DeleteTable, service),
    foreign: (service) =>
      dynamoDb.send(
        new CreateTableCommand({
          TableName: namesOf(service).table,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        }),
      ),
    async tags(service) {
      const answer = await found(dynamoDb.send(new DescribeTableCommand({ TableName: namesOf(service).table })))
      const ResourceArn = answer?.Table?.TableArn
      return ResourceArn ? (await dynamoDb.send(new ListTagsOfResourceCommand({ ResourceArn }))).Tags : undefined
    },
  },
  'the policy': {
    make: (service) => run(CreateInstancePolicy, service),
    remove: (service) => run(DeleteInstancePolicy, service),
    foreign: (service) =>
      iam.send(new CreatePolicyCommand({ PolicyName: iamNamesOf(service, region).policy, PolicyDocument: nothing })),
    async tags(service) {
      const answer = await found(iam.send(new GetPolicyCommand({ PolicyArn: policyArn(service) })))
      return answer && (answer.Policy?.Tags ?? [])
    },
  },
  'the role': {
    make: makeRole,
    remove: (service) => run(DeleteInstanceRole, service),
    foreign: (service) =>
      iam.send(new CreateRoleCommand({ RoleName: iamNamesOf(service, region).role, AssumeRolePolicyDocument: trust })),
    async tags(service) {
      const answer = await found(iam.send(new GetRoleCommand({ RoleName: iamNamesOf(service, region).role })))
      return answer && (answer.Role?.Tags ?? [])
    },
  },
  'the instance profile': {
    make: makeProfile,
    remove: (service) => run(DeleteInstanceProfile, service),
    foreign: (service) =>
      iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: iamNamesOf(service, region).profile })),
    async tags(service) {
      const InstanceProfileName = iamNamesOf(service, region).profile
      const answer = await found(iam.send(new GetInstanceProfileCommand({ InstanceProfileName })))
      return answer && (answer.InstanceProfile?.Tags ?? [])
    },
  },
  'the parameters': {
    async make(service) {
      const { changed: _, ...same } = await run(PutParameters, service)
      return same
    },
    remove: (service) => run(DeleteParameters, service),
    foreign: (service) =>
      ssm.send(
        new PutParameterCommand({
          Name: namesOf(service).parameters.settings.healthCheck,
          Value: 'mine',
          Type: 'String',
        }),
      ),
    async tags(service) {
      const Name = namesOf(service).parameters.settings.healthCheck
      if (!(await found(ssm.send(new GetParameterCommand({ Name }))))) return undefined
      const request = new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: Name })
      return (await ssm.send(request)).TagList
    },
  },
  'the security groups': {
    make: (service) => makeSecurityGroups(service),
    remove: (service) => whileItEndsWith('InUse', () => run(DeleteSecurityGroups, service)),
    async foreign(service) {
      const { vpcId: VpcId } = await network(service)
      const GroupName = namesOf(service).instanceSecurityGroup
      return ec2.send(new CreateSecurityGroupCommand({ GroupName, Description: 'mine', VpcId }))
    },
    async tags(service) {
      const Filters = [{ Name: 'group-name', Values: [namesOf(service).instanceSecurityGroup] }]
      const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }))
      return SecurityGroups?.[0] && (SecurityGroups[0].Tags ?? [])
    },
  },
  'the launch template': {
    make: (service) => makeLaunchTemplate(service),
    remove: (service) => run(DeleteLaunchTemplate, service),
    foreign: (service) =>
      ec2.send(
        new CreateLaunchTemplateCommand({
          LaunchTemplateName: namesOf(service).launchTemplate,
          LaunchTemplateData: { InstanceType: 't3.micro' },
        }),
      ),
    async tags(service) {
      const LaunchTemplateNames = [namesOf(service).launchTemplate]
      const answer = await found(ec2.send(new DescribeLaunchTemplatesCommand({ LaunchTemplateNames })))
      return answer && (answer.LaunchTemplates?.[0]?.Tags ?? [])
    },
  },
  'the target group': {
    make: (service) => makeTargetGroup(service),
    remove: (service) => whileItEndsWith('InUse', () => run(DeleteTargetGroup, service)),
    async foreign(service) {
      const { vpcId: VpcId } = await network(service)
      const Name = namesOf(service).targetGroup
      return balancing.send(new CreateTargetGroupCommand({ Name, VpcId, Protocol: 'HTTP', Port: 8080 }))
    },
    async tags(service) {
      const Names = [namesOf(service).targetGroup]
      const answer = await found(balancing.send(new DescribeTargetGroupsCommand({ Names })))
      return answer && balancingTags(answer.TargetGroups?.[0]?.TargetGroupArn)
    },
  },
  'the load balancer': {
    make: makeLoadBalancer,
    remove: (service) => run(DeleteLoadBalancer, service),
    async foreign(service) {
      const { subnetIds: Subnets } = await network(service)
      return balancing.send(new CreateLoadBalancerCommand({ Name: namesOf(service).loadBalancer, Subnets }))
    },
    async tags(service) {
      const Names = [namesOf(service).loadBalancer]
      const answer = await found(balancing.send(new DescribeLoadBalancersCommand({ Names })))
      return answer && balancingTags(answer.LoadBalancers?.[0]?.LoadBalancerArn)
    },
  },
  'the Auto Scaling group': {
    make: (service) => makeGroup(service),
    async remove(service) {
      await run(DeleteAutoScalingGroup, service)
      return runUntil('gone', DeleteInstances, service)
    },
    async foreign(service) {
      const { launchTemplateId: LaunchTemplateId } = await makeLaunchTemplate(service)
      const { subnetIds } = await network(service)
      const request = new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: namesOf(service).group,
        LaunchTemplate: { LaunchTemplateId, Version: '$Default' },
        VPCZoneIdentifier: subnetIds.join(),
        MinSize: 0,
        MaxSize: 0,
      })
      return whileItEndsWith('ValidationError', () => autoScaling.send(request))
    },
    async tags(service) {
      const AutoScalingGroupNames = [namesOf(service).group]
      const { AutoScalingGroups } = await autoScaling.send(
        new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames }),
      )
      return AutoScalingGroups?.[0] && (AutoScalingGroups[0].Tags ?? [])
    },
  },
}

async function balancingTags(arn = ''): Promise<Tags> {
  const { TagDescriptions } = await balancing.send(new DescribeTagsCommand({ ResourceArns: [arn] }))
  return TagDescriptions?.[0]?.Tags ?? []
}
