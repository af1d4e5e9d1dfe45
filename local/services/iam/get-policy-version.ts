import type { GetPolicyVersionRequest, GetPolicyVersionResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findPolicy } from './find.ts'
import { findVersion } from './find-version.ts'
import { encoded, versionSummary } from './view.ts'

export { policyOnly as resources } from './arn.ts'

export function handle({ PolicyArn, VersionId }: GetPolicyVersionRequest, call: Call): GetPolicyVersionResponse {
  const policy = findPolicy(call, PolicyArn)
  const version = findVersion(policy, VersionId)
  return { PolicyVersion: { ...versionSummary(policy, version), Document: encoded(version.policy) } }
}
