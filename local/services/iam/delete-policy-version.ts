import type { DeletePolicyVersionRequest } from '@aws-sdk/client-iam'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findOwnPolicy } from './find.ts'
import { findVersion } from './find-version.ts'

export { policyOnly as resources } from './arn.ts'

export function handle({ PolicyArn, VersionId }: DeletePolicyVersionRequest, call: Call) {
  const policy = findOwnPolicy(call, PolicyArn)
  const version = findVersion(policy, VersionId)
  if (version.id === policy.defaultVersionId)
    throw new AwsError('DeleteConflict', 'Cannot delete the default version of a policy.', 409)
  policy.versions.splice(policy.versions.indexOf(version), 1)
  return {}
}
