import type { ListUserPoliciesRequest, ListUserPoliciesResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findUser } from './find.ts'
import { listInline } from './inline-policies.ts'

export { userOnly as resources } from './arn.ts'

export function handle(input: ListUserPoliciesRequest, call: Call): ListUserPoliciesResponse {
  return listInline(findUser(call, input.UserName), input)
}
