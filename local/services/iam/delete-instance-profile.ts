import type { DeleteInstanceProfileRequest } from '@aws-sdk/client-iam'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findProfile } from './find.ts'

export { profileOnly as resources } from './arn.ts'

export function handle(input: DeleteInstanceProfileRequest, call: Call) {
  const profile = findProfile(call, input.InstanceProfileName)
  if (profile.roleArn)
    throw new AwsError('DeleteConflict', 'Cannot delete entity, must remove roles from instance profile first.', 409)
  call.cloud.iam.profiles.delete(profile.name)
  call.cloud.tags.forget(profile.arn)
  return {}
}
