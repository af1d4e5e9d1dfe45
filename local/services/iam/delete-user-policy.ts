import type { DeleteUserPolicyRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findUser } from './find.ts'
import { deleteInline } from './inline-policies.ts'

export { userOnly as resources } from './arn.ts'
export { userBoundaryKey as conditions } from './boundary.ts'

export function handle(input: DeleteUserPolicyRequest, call: Call) {
  deleteInline(findUser(call, input.UserName), 'user', input)
  return {}
}
