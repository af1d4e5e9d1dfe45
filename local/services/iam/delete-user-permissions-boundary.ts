import type { DeleteUserPermissionsBoundaryRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { clearBoundary } from './boundary.ts'
import { findUser } from './find.ts'

export { userOnly as resources } from './arn.ts'
export { userBoundaryKey as conditions } from './boundary.ts'

export function handle({ UserName }: DeleteUserPermissionsBoundaryRequest, call: Call) {
  clearBoundary(findUser(call, UserName))
  return {}
}
