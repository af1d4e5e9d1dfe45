import { AwsError } from '../../../aws-error.ts'
import { find } from '../requests/resource-id.ts'
import type { Ec2State } from '../state.ts'
import type { SecurityGroup } from './security-group.ts'

/** The group of an id, or of a name in the default VPC. Throws EC2's error where there is none. */
export function findGroup(ec2: Ec2State, id: string | undefined, name: string | undefined): SecurityGroup {
  if (id !== undefined) return find(ec2.securityGroups, id, 'securityGroup')
  if (name !== undefined) return ec2.securityGroupNamed(name)
  throw new AwsError('MissingParameter', 'The request must contain the parameter groupName or groupId')
}
