import { namesOf, serviceTag } from './core/names.ts'

/** The start of the ARNs of a service in the stack's region. */
const arnsOf = (service: string) => `arn:\${Partition}:${service}:\${Region}:\${Account}`

/** The names of every service's resources, as patterns. */
const every = namesOf('*')

const ec2 = arnsOf('ec2')
const iam = `arn:\${Partition}:iam::\${Account}`
const balancing = arnsOf('elasticloadbalancing')

/** ARN patterns of what steps and failures may touch, for the permissions of their rows. */
export const arns = {
  runsTable: `\${RunsTable}`,
  reports: `\${ReportsBucket}/*`,
  table: `${arnsOf('dynamodb')}:table/${every.table}`,
  policy: `${iam}:policy/${every.policy}`,
  role: `${iam}:role/${every.role}`,
  profile: `${iam}:instance-profile/${every.profile}`,
  limitedPolicy: `${iam}:policy/${every.limited.policy}`,
  limitedRole: `${iam}:role/${every.limited.role}`,
  limitedProfile: `${iam}:instance-profile/${every.limited.profile}`,
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
  executions: `${arnsOf('states')}:execution:*`,
} as const

/** AWS's own parameters are of no account; which of the two IAM is asked about has differed between APIs. */
export const images = ['', `\${Account}`].map(
  (account) => `arn:\${Partition}:ssm:\${Region}:${account}:parameter/aws/service/ami-amazon-linux-latest/*`,
)

/** Where IAM can't tell by the name, the tag tells that a resource is a service's. */
export const tagged = { StringLike: { [`aws:ResourceTag/${serviceTag}`]: '*' } }
export const tagging = { StringLike: { [`aws:RequestTag/${serviceTag}`]: '*' } }

/** A role may be handed to instances only. */
export const passedToInstances = { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }
