import type { GetUserPolicyRequest, GetUserPolicyResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findUser } from './find.ts'
import { getInline } from './inline-policies.ts'

export { userOnly as resources } from './arn.ts'

export function handle(input: GetUserPolicyRequest, call: Call): GetUserPolicyResponse {
  const user = findUser(call, input.UserName)
  return { UserName: user.name, ...getInline(user, 'user', input) }
}
