import type { UpdateAssumeRolePolicyRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { readTrustPolicy } from './documents.ts'
import { findOwnRole } from './find.ts'

export { roleOnly as resources } from './arn.ts'

export function handle(input: UpdateAssumeRolePolicyRequest, call: Call) {
  const role = findOwnRole(call, input.RoleName)
  role.trust = readTrustPolicy(call, input.PolicyDocument)
  return {}
}
