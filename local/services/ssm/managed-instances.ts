import type { Cloud } from '../../cloud.ts'
import type { Instance } from '../ec2/resources/instance.ts'

/** Instances whose SSM agent reports to Systems Manager: booted, and with a role that may say so. */
export function managedInstances(cloud: Cloud): Instance[] {
  return [...cloud.ec2.instances.values()].filter(
    (instance) => instance.endpoint !== undefined && mayReport(cloud, instance),
  )
}

function mayReport(cloud: Cloud, { id }: Instance): boolean {
  const [association] = cloud.ec2.associationsOf(id)
  const roleArn = association && cloud.iam.instanceProfile(association.profileArn)?.roleArn
  if (!roleArn) return false
  const agent = { arn: roleArn, roleArn, userId: id }
  return cloud.iam.decide(agent, 'ssm:UpdateInstanceInformation', '*', {}) === 'Allowed'
}
