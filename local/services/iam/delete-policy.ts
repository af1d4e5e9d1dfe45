import type { DeletePolicyRequest } from '@aws-sdk/client-iam'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findOwnPolicy } from './find.ts'

export { policyOnly as resources } from './arn.ts'

export function handle({ PolicyArn }: DeletePolicyRequest, call: Call) {
  const { arn, versions } = findOwnPolicy(call, PolicyArn)
  const { iam, tags } = call.cloud
  if (iam.holdersOf(arn).length > 0 || iam.boundedBy(arn).length > 0)
    throw new AwsError('DeleteConflict', 'Cannot delete a policy attached to entities.', 409)
  if (versions.length > 1)
    throw new AwsError(
      'DeleteConflict',
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      409,
    )
  iam.policies.delete(arn)
  tags.forget(arn)
  return {}
}
