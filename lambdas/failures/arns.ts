import { serviceTag } from '../core/names.ts'

const arnsOf = (service: string) => `arn:\${Partition}:${service}:\${Region}:\${Account}`
const iam = `arn:\${Partition}:iam::\${Account}`

/** ARN patterns of what failures change, for their permissions. */
export const arns = {
  parameters: `${arnsOf('ssm')}:parameter/resilient-service/*`,
  group: `${arnsOf('autoscaling')}:autoScalingGroup:*:autoScalingGroupName/resilient-*`,
  instances: `${arnsOf('ec2')}:instance/*`,
  limitedPolicy: `${iam}:policy/resilient-*.limited`,
  limitedRole: `${iam}:role/resilient-*.limited`,
  limitedProfile: `${iam}:instance-profile/resilient-*.limited`,
  roles: `${iam}:role/resilient-*`,
} as const

/** Where IAM can't tell by the name, the tag tells that a resource is a service's. */
export const tagged = { StringLike: { [`aws:ResourceTag/${serviceTag}`]: '*' } }

/** A role may be handed to instances only. */
export const passedToInstances = { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }
