import type { PutUserPolicyRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findUser } from './find.ts'
import { putInline } from './inline-policies.ts'

export { userOnly as resources } from './arn.ts'
export { userBoundaryKey as conditions } from './boundary.ts'

export function handle(input: PutUserPolicyRequest, call: Call) {
  putInline(findUser(call, input.UserName), 'user', input.PolicyName, input.PolicyDocument)
  return {}
}
