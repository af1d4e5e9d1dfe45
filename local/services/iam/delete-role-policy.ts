import type { DeleteRolePolicyRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findOwnRole } from './find.ts'
import { deleteInline } from './inline-policies.ts'

export { roleOnly as resources } from './arn.ts'
export { roleBoundaryKey as conditions } from './boundary.ts'

export function handle(input: DeleteRolePolicyRequest, call: Call) {
  deleteInline(findOwnRole(call, input.RoleName), 'role', input)
  return {}
}
