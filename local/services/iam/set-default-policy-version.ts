import type { SetDefaultPolicyVersionRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findOwnPolicy } from './find.ts'
import { findVersion } from './find-version.ts'

export { policyOnly as resources } from './arn.ts'

export function handle({ PolicyArn, VersionId }: SetDefaultPolicyVersionRequest, call: Call) {
  const policy = findOwnPolicy(call, PolicyArn)
  policy.defaultVersionId = findVersion(policy, VersionId).id
  policy.updatedAt = call.cloud.clock.now()
  return {}
}
