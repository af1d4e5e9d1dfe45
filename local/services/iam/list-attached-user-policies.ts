import type { ListAttachedUserPoliciesRequest, ListAttachedUserPoliciesResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { listAttached } from './attachments.ts'
import { findUser } from './find.ts'

export { userOnly as resources } from './arn.ts'

export function handle(input: ListAttachedUserPoliciesRequest, call: Call): ListAttachedUserPoliciesResponse {
  return listAttached(call, findUser(call, input.UserName), input)
}
