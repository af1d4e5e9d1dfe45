import type { PutUserPermissionsBoundaryRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { boundaryKey, setBoundary } from './boundary.ts'
import { findUser } from './find.ts'

export { userOnly as resources } from './arn.ts'

export const conditions = ({ PermissionsBoundary }: PutUserPermissionsBoundaryRequest) =>
  boundaryKey(PermissionsBoundary)

export function handle({ UserName, PermissionsBoundary }: PutUserPermissionsBoundaryRequest, call: Call) {
  setBoundary(call, findUser(call, UserName), PermissionsBoundary)
  return {}
}
