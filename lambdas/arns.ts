import { iamNamesOf, namesOf, serviceTag } from './core/names.ts'
import type { Permission } from './core/step-row.ts'

/** The prefix of an AWS service's ARNs in the stack's region. */
const arnsOf = (service: string) => `arn:\${Partition}:${service}:\${Region}:\${Account}`

/** The names of every service's resources, as patterns. */
const every = namesOf('*')

/** Of the stack's region only: a stack has no rights to what another region's has in IAM. */
const identity = iamNamesOf('*', `\${Region}`)

const ec2 = arnsOf('ec2')
const iam = `arn:\${Partition}:iam::\${Account}`
const balancing = arnsOf('elasticloadbalancing')

/** ARN patterns of what steps and failures may touch, for the permissions of their rows. */
export const arns = {
  runsTable: `\${RunsTable}`,
  reports: `\${ReportsBucket}/*`,
  table: `${arnsOf('dynamodb')}:table/${every.table}`,
  policy: `${iam}:policy/${identity.policy}`,
  role: `${iam}:role/${identity.role}`,
  profile: `${iam}:instance-profile/${identity.profile}`,
  limitedPolicy: `${iam}:policy/${identity.limited.policy}`,
  limitedRole: `${iam}:role/${identity.limited.role}`,
  limitedProfile: `${iam}:instance-profile/${identity.limited.profile}`,
  serviceLinkedRoles: `${iam}:role/aws-service-role`,
  vpcs: `${ec2}:vpc/*`,
  securityGroups: `${ec2}:security-group/*`,
  launchTemplates: `${ec2}:launch-template/*`,
  instances: `${ec2}:instance/*`,
  loadBalancer: `${balancing}:loadbalancer/app/${every.loadBalancer}/*`,
  listener: `${balancing}:listener/app/${every.loadBalancer}/*`,
  targetGroup: `${balancing}:targetgroup/${every.targetGroup}/*`,
  group: `${arnsOf('autoscaling')}:autoScalingGroup:*:autoScalingGroupName/${every.group}`,
  parameters: `${arnsOf('ssm')}:parameter${every.parameters.path}`,
  executions: `${arnsOf('states')}:execution:\${Stack}-*`,
} as const

/** AWS's own parameters are of no account; which of the two IAM is asked about has differed between APIs. */
export const images = ['', `\${Account}`].map(
  (account) => `arn:\${Partition}:ssm:\${Region}:${account}:parameter/aws/service/ami-amazon-linux-latest/*`,
)

/** Where IAM cannot tell by the name, the tag tells that a resource is a service's. */
export const tagged = { StringLike: { [`aws:ResourceTag/${serviceTag}`]: '*' } }
export const tagging = { StringLike: { [`aws:RequestTag/${serviceTag}`]: '*' } }

/** Tags on what is being made by this very action: a role that could tag what is there could make it look like its own. */
export const taggingAt = (action: string) => ({
  StringLike: { [`aws:RequestTag/${serviceTag}`]: '*' },
  StringEquals: { 'ec2:CreateAction': action },
})

/** The role may be handed to instances only. China's EC2 asks with a name of its own, IAM there with the common one. */
export const passingRole: Permission = {
  actions: ['iam:PassRole'],
  resources: [arns.role],
  conditions: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn'] } },
  dependent: true,
}

/**
 * Auto Scaling tries a launch with the rights of whoever makes a group or changes one, in whatever it is changed.
 * Source: Amazon EC2 Auto Scaling User Guide, "Control Amazon EC2 launch template usage in Auto Scaling groups".
 */
export const launching: readonly Permission[] = [
  { actions: ['ec2:RunInstances'], dependent: true },
  { actions: ['ec2:CreateTags'], conditions: taggingAt('RunInstances'), dependent: true },
  passingRole,
]
