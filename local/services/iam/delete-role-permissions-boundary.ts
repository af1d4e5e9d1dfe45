import type { DeleteRolePermissionsBoundaryRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { clearBoundary } from './boundary.ts'
import { findOwnRole } from './find.ts'

export { roleOnly as resources } from './arn.ts'
export { roleBoundaryKey as conditions } from './boundary.ts'

export function handle({ RoleName }: DeleteRolePermissionsBoundaryRequest, call: Call) {
  clearBoundary(findOwnRole(call, RoleName))
  return {}
}
