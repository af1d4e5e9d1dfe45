import type { RemoveRoleFromInstanceProfileRequest } from '@aws-sdk/client-iam'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findProfile, findRole } from './find.ts'

export { profileOnly as resources } from './arn.ts'

export function handle(input: RemoveRoleFromInstanceProfileRequest, call: Call) {
  const profile = findProfile(call, input.InstanceProfileName)
  const role = findRole(call, input.RoleName)
  if (profile.roleArn !== role.arn)
    throw new AwsError('NoSuchEntity', `The role with name ${role.name} cannot be found.`, 404)
  delete profile.roleArn
  profile.changedAt = call.cloud.clock.now()
  return {}
}
