import type { DeleteSecurityGroupRequest, DeleteSecurityGroupResult } from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findGroup } from './resources/find-group.ts'
import type { SecurityGroup } from './resources/security-group.ts'

/** Deletes a security group that no network interface uses and no other group's rule names. */
export function handle(input: DeleteSecurityGroupRequest, { cloud }: Call): DeleteSecurityGroupResult {
  const { ec2, elasticLoadBalancing, tags } = cloud
  const { id, name } = findGroup(ec2, input.GroupId, input.GroupName)
  if (name === 'default') {
    const message = `the specified group: "${id}" name: "default" cannot be deleted by a user`
    throw new AwsError('CannotDelete', message)
  }
  const isNamed = [...ec2.securityGroups.values()].some((group) => group.id !== id && names(group, id))
  if (isNamed || ec2.isGroupInUse(id) || elasticLoadBalancing.usesSecurityGroup(id))
    throw new AwsError('DependencyViolation', `resource ${id} has a dependent object`)
  ec2.securityGroups.delete(id)
  tags.forget(ec2.arn('security-group', id))
  return { Return: true, GroupId: id }
}

export function resources({ GroupId, GroupName }: DeleteSecurityGroupRequest, { cloud: { ec2 } }: Call): string[] {
  return [ec2.arn('security-group', findGroup(ec2, GroupId, GroupName).id)]
}

function names({ rules }: SecurityGroup, groupId: string): boolean {
  return rules.some(({ peer }) => 'groupId' in peer && peer.groupId === groupId)
}
