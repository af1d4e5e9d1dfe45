import { arns, images, launching, passingRole, tagged, tagging, taggingAt } from './arns.ts'
import type { Step } from './core/step-row.ts'
import { scenarioSteps } from './scenario/steps.ts'

const deploySteps = {
  CheckInput: {
    file: 'check-input',
    does: 'Checks the input of the execution, says what is wrong, and fills in what was left out.',
    allows: [],
  },
  AcquireLock: {
    file: 'lock',
    does: 'Takes the lock of the service, also from an execution that is no longer running.',
    allows: [
      { actions: ['dynamodb:PutItem', 'dynamodb:GetItem'], resources: [arns.runsTable] },
      { actions: ['states:DescribeExecution'], resources: [arns.executions] },
    ],
    uses: ['runs'],
  },
  FindNetwork: {
    file: 'network',
    does: 'Finds the virtual network and one public subnet in each of its Availability Zones.',
    allows: [
      { actions: ['ec2:DescribeVpcs', 'ec2:DescribeSubnets', 'ec2:DescribeAvailabilityZones'] },
      { actions: ['ec2:DescribeSecurityGroups', 'ec2:DescribeInstanceTypeOfferings', 'ec2:DescribeInstanceTypes'] },
      { actions: ['elasticloadbalancing:DescribeLoadBalancers'] },
    ],
  },
  CreateSecurityGroups: {
    file: 'security-groups',
    does: 'Opens the load balancer to the allowed addresses and the instances to the load balancer only.',
    allows: [
      { actions: ['ec2:DescribeSecurityGroups'] },
      { actions: ['ec2:CreateSecurityGroup'], resources: [arns.vpcs] },
      { actions: ['ec2:CreateSecurityGroup'], resources: [arns.securityGroups], conditions: tagging },
      {
        actions: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress'],
        resources: [arns.securityGroups],
        conditions: tagged,
      },
      {
        actions: ['ec2:CreateTags'],
        resources: [arns.securityGroups],
        conditions: taggingAt('CreateSecurityGroup'),
        dependent: true,
      },
    ],
  },
  CreateLoadBalancer: {
    file: 'load-balancer',
    does: 'Creates the Application Load Balancer; AWS takes minutes to make it active.',
    allows: [
      { actions: ['elasticloadbalancing:DescribeLoadBalancers', 'elasticloadbalancing:DescribeTags'] },
      { actions: ['elasticloadbalancing:CreateLoadBalancer'], resources: [arns.loadBalancer] },
      { actions: ['elasticloadbalancing:AddTags'], resources: [arns.loadBalancer], dependent: true },
      {
        actions: [
          'ec2:DescribeAccountAttributes',
          'ec2:DescribeAddresses',
          'ec2:DescribeInternetGateways',
          'ec2:DescribeSecurityGroups',
          'ec2:DescribeSubnets',
          'ec2:DescribeVpcs',
          'ec2:GetSecurityGroupsForVpc',
        ],
        dependent: true,
      },
      {
        actions: ['iam:CreateServiceLinkedRole'],
        resources: [`${arns.serviceLinkedRoles}/elasticloadbalancing.amazonaws.com/*`],
        dependent: true,
      },
    ],
  },
  CheckLoadBalancer: {
    file: 'load-balancer',
    does: 'Says whether the load balancer is active.',
    allows: [{ actions: ['elasticloadbalancing:DescribeLoadBalancers'] }],
  },
  CreateTargetGroup: {
    file: 'target-group',
    does: 'Creates the target group with its health check and a short deregistration delay.',
    allows: [
      { actions: ['elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeTags'] },
      {
        actions: [
          'elasticloadbalancing:CreateTargetGroup',
          'elasticloadbalancing:ModifyTargetGroup',
          'elasticloadbalancing:ModifyTargetGroupAttributes',
        ],
        resources: [arns.targetGroup],
      },
      { actions: ['elasticloadbalancing:AddTags'], resources: [arns.targetGroup], dependent: true },
      { actions: ['ec2:DescribeInternetGateways', 'ec2:DescribeVpcs'], dependent: true },
      {
        actions: ['iam:CreateServiceLinkedRole'],
        resources: [`${arns.serviceLinkedRoles}/elasticloadbalancing.amazonaws.com/*`],
        dependent: true,
      },
    ],
  },
  CreateListener: {
    file: 'listener',
    does: 'Lets the load balancer forward port 80 to the target group.',
    allows: [
      { actions: ['elasticloadbalancing:DescribeListeners'] },
      { actions: ['elasticloadbalancing:CreateListener'], resources: [arns.loadBalancer] },
      { actions: ['elasticloadbalancing:ModifyListener'], resources: [arns.listener] },
      { actions: ['elasticloadbalancing:AddTags'], resources: [arns.listener], dependent: true },
    ],
  },
  CreateTable: {
    file: 'table',
    does: 'Creates the table of recommendations.',
    allows: [
      {
        actions: ['dynamodb:DescribeTable', 'dynamodb:ListTagsOfResource', 'dynamodb:CreateTable'],
        resources: [arns.table],
      },
      { actions: ['dynamodb:TagResource'], resources: [arns.table], dependent: true },
    ],
  },
  CheckTable: {
    file: 'table',
    does: 'Says whether the table is active.',
    allows: [{ actions: ['dynamodb:DescribeTable'], resources: [arns.table] }],
  },
  PopulateTable: {
    file: 'table',
    does: 'Writes the recommendations to the table and resends those that DynamoDB did not process.',
    allows: [{ actions: ['dynamodb:BatchWriteItem'], resources: [arns.table] }],
  },
  CreateInstancePolicy: {
    file: 'instance-policy',
    does: "Creates the policy that lets an instance read its service's table and settings.",
    allows: [
      { actions: ['iam:GetPolicy', 'iam:GetPolicyVersion', 'iam:CreatePolicy'], resources: [arns.policy] },
      {
        actions: ['iam:ListPolicyVersions', 'iam:CreatePolicyVersion', 'iam:DeletePolicyVersion'],
        resources: [arns.policy],
      },
      { actions: ['iam:TagPolicy'], resources: [arns.policy], dependent: true },
    ],
  },
  CreateInstanceRole: {
    file: 'instance-role',
    does: 'Creates the role of the instances and attaches the policy.',
    allows: [
      {
        actions: ['iam:GetRole', 'iam:CreateRole', 'iam:ListAttachedRolePolicies'],
        resources: [arns.role],
      },
      {
        actions: ['iam:AttachRolePolicy'],
        resources: [arns.role],
        conditions: { ArnLike: { 'iam:PolicyARN': arns.policy } },
      },
      { actions: ['iam:TagRole'], resources: [arns.role], dependent: true },
    ],
  },
  CreateInstanceProfile: {
    file: 'instance-profile',
    does: 'Creates the instance profile that hands the role to the instances.',
    allows: [
      {
        actions: ['iam:GetInstanceProfile', 'iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile'],
        resources: [arns.profile],
      },
      { actions: ['iam:TagInstanceProfile'], resources: [arns.profile], dependent: true },
      passingRole,
    ],
  },
  PutParameters: {
    file: 'parameters',
    does: 'Sets the three parameters that steer the instances to normal operation.',
    allows: [
      { actions: ['ssm:GetParameters', 'ssm:ListTagsForResource', 'ssm:PutParameter'], resources: [arns.parameters] },
      { actions: ['ssm:AddTagsToResource'], resources: [arns.parameters], dependent: true },
    ],
  },
  CreateLaunchTemplate: {
    file: 'launch-template',
    does: 'Creates the launch template whose user data installs and starts the web server.',
    allows: [
      { actions: ['ec2:DescribeLaunchTemplates', 'ec2:DescribeLaunchTemplateVersions', 'ec2:DescribeInstanceTypes'] },
      { actions: ['ec2:CreateLaunchTemplate'], resources: [arns.launchTemplates], conditions: tagging },
      {
        actions: ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'],
        resources: [arns.launchTemplates],
        conditions: tagged,
      },
      {
        actions: ['ec2:CreateTags'],
        resources: [arns.launchTemplates],
        conditions: taggingAt('CreateLaunchTemplate'),
        dependent: true,
      },
      { actions: ['ssm:GetParameter'], resources: images },
    ],
  },
  CreateAutoScalingGroup: {
    file: 'auto-scaling-group',
    does: 'Creates the Auto Scaling group, which launches the instances over the zones.',
    allows: [
      { actions: ['autoscaling:DescribeAutoScalingGroups'] },
      {
        actions: [
          'autoscaling:CreateAutoScalingGroup',
          'autoscaling:UpdateAutoScalingGroup',
          'autoscaling:ResumeProcesses',
        ],
        resources: [arns.group],
      },
      ...launching,
      {
        actions: ['iam:CreateServiceLinkedRole'],
        resources: [`${arns.serviceLinkedRoles}/autoscaling.amazonaws.com/*`],
        dependent: true,
      },
    ],
  },
  AttachTargetGroup: {
    file: 'auto-scaling-group',
    does: "Lets the group register its instances with the target group and trust the load balancer's health checks.",
    allows: [
      { actions: ['autoscaling:DescribeAutoScalingGroups'] },
      { actions: ['autoscaling:AttachLoadBalancerTargetGroups'], resources: [arns.group] },
    ],
  },
  CheckTargets: {
    file: 'targets',
    does: 'Says whether every wanted instance is a healthy target, and in which zones they are.',
    allows: [
      { actions: ['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeScalingActivities'] },
      { actions: ['elasticloadbalancing:DescribeTargetHealth', 'ec2:DescribeLaunchTemplates'] },
    ],
  },
  CheckEndpoint: {
    file: 'endpoint',
    does: 'Says whether every zone answers from the table.',
    allows: [],
    timeoutSeconds: 60,
  },
  ReleaseLock: {
    file: 'lock',
    does: 'Gives the lock of the service back, if this execution holds it.',
    allows: [{ actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'], resources: [arns.runsTable] }],
    uses: ['runs'],
  },
} as const satisfies Record<string, Step>

const teardownSteps = {
  DeleteAutoScalingGroup: {
    file: 'auto-scaling-group',
    does: 'Deletes the Auto Scaling group together with its instances.',
    allows: [
      { actions: ['autoscaling:DescribeAutoScalingGroups'] },
      { actions: ['autoscaling:DeleteAutoScalingGroup'], resources: [arns.group] },
    ],
  },
  DeleteInstances: {
    file: 'instances',
    does: 'Terminates instances that are in no group any more, and says whether all are gone.',
    allows: [
      { actions: ['autoscaling:DescribeAutoScalingGroups', 'ec2:DescribeInstances'] },
      { actions: ['autoscaling:DeleteAutoScalingGroup'], resources: [arns.group] },
      { actions: ['ec2:TerminateInstances'], resources: [arns.instances], conditions: tagged },
    ],
  },
  DeleteLaunchTemplate: {
    file: 'launch-template',
    does: 'Deletes the launch template with all its versions.',
    allows: [
      { actions: ['ec2:DescribeLaunchTemplates'] },
      { actions: ['ec2:DeleteLaunchTemplate'], resources: [arns.launchTemplates], conditions: tagged },
    ],
  },
  DeleteInstanceProfile: {
    file: 'instance-profile',
    does: 'Deletes the instance profile, and the limited one of a scenario.',
    allows: [
      {
        actions: ['iam:GetInstanceProfile', 'iam:RemoveRoleFromInstanceProfile', 'iam:DeleteInstanceProfile'],
        resources: [arns.profile],
      },
    ],
  },
  DeleteInstanceRole: {
    file: 'instance-role',
    does: 'Detaches the policies and deletes the role, and the limited one of a scenario.',
    allows: [
      {
        actions: ['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:DetachRolePolicy', 'iam:DeleteRole'],
        resources: [arns.role],
      },
    ],
  },
  DeleteInstancePolicy: {
    file: 'instance-policy',
    does: 'Deletes the policy with its versions, and the limited one of a scenario.',
    allows: [
      {
        actions: ['iam:GetPolicy', 'iam:ListPolicyVersions', 'iam:DeletePolicyVersion', 'iam:DeletePolicy'],
        resources: [arns.policy],
      },
    ],
  },
  DeleteListener: {
    file: 'listener',
    does: 'Deletes the listener, which frees the target group.',
    allows: [
      { actions: ['elasticloadbalancing:DescribeLoadBalancers', 'elasticloadbalancing:DescribeTags'] },
      { actions: ['elasticloadbalancing:DescribeListeners'] },
      { actions: ['elasticloadbalancing:DeleteListener'], resources: [arns.listener] },
    ],
  },
  DeleteLoadBalancer: {
    file: 'load-balancer',
    does: 'Deletes the load balancer.',
    allows: [
      { actions: ['elasticloadbalancing:DescribeLoadBalancers', 'elasticloadbalancing:DescribeTags'] },
      { actions: ['elasticloadbalancing:DeleteLoadBalancer'], resources: [arns.loadBalancer] },
    ],
  },
  DeleteTargetGroup: {
    file: 'target-group',
    does: 'Deletes the target group.',
    allows: [
      { actions: ['elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeTags'] },
      { actions: ['elasticloadbalancing:DeleteTargetGroup'], resources: [arns.targetGroup] },
    ],
  },
  DeleteSecurityGroups: {
    file: 'security-groups',
    does: 'Deletes both security groups, as soon as nothing uses them.',
    allows: [
      { actions: ['ec2:DescribeSecurityGroups'] },
      { actions: ['ec2:DeleteSecurityGroup'], resources: [arns.securityGroups], conditions: tagged },
    ],
  },
  DeleteTable: {
    file: 'table',
    does: 'Deletes the table, and says whether it is gone.',
    allows: [
      {
        actions: ['dynamodb:DescribeTable', 'dynamodb:ListTagsOfResource', 'dynamodb:DeleteTable'],
        resources: [arns.table],
      },
    ],
  },
  DeleteParameters: {
    file: 'parameters',
    does: 'Deletes the parameters that steer the instances.',
    allows: [
      {
        actions: ['ssm:GetParameters', 'ssm:ListTagsForResource', 'ssm:DeleteParameters'],
        resources: [arns.parameters],
      },
    ],
  },
  AuditLeftovers: {
    file: 'leftovers',
    does: 'Asks every AWS API again, by name and by tag, and fails if anything of the service is left.',
    allows: [
      { actions: ['tag:GetResources', 'autoscaling:DescribeAutoScalingGroups'] },
      {
        actions: [
          'ec2:DescribeInstances',
          'ec2:DescribeLaunchTemplates',
          'ec2:DescribeSecurityGroups',
          'ec2:DescribeTags',
        ],
      },
      {
        actions: [
          'elasticloadbalancing:DescribeLoadBalancers',
          'elasticloadbalancing:DescribeTargetGroups',
          'elasticloadbalancing:DescribeTags',
        ],
      },
      { actions: ['iam:GetPolicy'], resources: [arns.policy] },
      { actions: ['iam:GetRole'], resources: [arns.role] },
      { actions: ['iam:GetInstanceProfile'], resources: [arns.profile] },
      { actions: ['dynamodb:DescribeTable', 'dynamodb:ListTagsOfResource'], resources: [arns.table] },
      { actions: ['ssm:ListTagsForResource'], resources: [arns.parameters] },
    ],
    timeoutSeconds: 60,
  },
} as const satisfies Record<string, Step>

/** THE TABLE: every step, the file it lives in, and the AWS actions it may call. Data only. */
export const steps = { ...deploySteps, ...teardownSteps, ...scenarioSteps }
