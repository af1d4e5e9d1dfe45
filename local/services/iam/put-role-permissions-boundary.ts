import type { PutRolePermissionsBoundaryRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { boundaryKey, setBoundary } from './boundary.ts'
import { findOwnRole } from './find.ts'

export { roleOnly as resources } from './arn.ts'

export const conditions = ({ PermissionsBoundary }: PutRolePermissionsBoundaryRequest) =>
  boundaryKey(PermissionsBoundary)

export function handle({ RoleName, PermissionsBoundary }: PutRolePermissionsBoundaryRequest, call: Call) {
  setBoundary(call, findOwnRole(call, RoleName), PermissionsBoundary)
  return {}
}
