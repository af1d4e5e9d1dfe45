import type { ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { listAttached } from './attachments.ts'
import { findRole } from './find.ts'

export { roleOnly as resources } from './arn.ts'

export function handle(input: ListAttachedRolePoliciesRequest, call: Call): ListAttachedRolePoliciesResponse {
  return listAttached(call, findRole(call, input.RoleName), input)
}
