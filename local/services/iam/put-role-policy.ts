import type { PutRolePolicyRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findOwnRole } from './find.ts'
import { putInline } from './inline-policies.ts'

export { roleOnly as resources } from './arn.ts'
export { roleBoundaryKey as conditions } from './boundary.ts'

export function handle(input: PutRolePolicyRequest, call: Call) {
  putInline(findOwnRole(call, input.RoleName), 'role', input.PolicyName, input.PolicyDocument)
  return {}
}
