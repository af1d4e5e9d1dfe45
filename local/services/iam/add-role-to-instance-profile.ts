import type { AddRoleToInstanceProfileRequest } from '@aws-sdk/client-iam'
import { AwsError } from '../../aws-error.ts'
import type { Call, Need } from '../../operation.ts'
import { roleArn } from './arn.ts'
import { findOwnRole, findProfile } from './find.ts'

export { profileOnly as resources } from './arn.ts'

/** Whoever puts a role into a profile hands it to the instances that will have the profile. */
export const needs = ({ RoleName }: AddRoleToInstanceProfileRequest, call: Call): Need[] => [
  {
    action: 'iam:PassRole',
    resource: roleArn(call, RoleName),
    conditions: { 'iam:PassedToService': 'ec2.amazonaws.com' },
  },
]

export function handle(input: AddRoleToInstanceProfileRequest, call: Call) {
  const profile = findProfile(call, input.InstanceProfileName)
  const role = findOwnRole(call, input.RoleName)
  if (profile.roleArn)
    throw new AwsError('LimitExceeded', 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1', 409)
  profile.roleArn = role.arn
  profile.changedAt = call.cloud.clock.now()
  return {}
}
