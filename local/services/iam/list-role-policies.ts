import type { ListRolePoliciesRequest, ListRolePoliciesResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findRole } from './find.ts'
import { listInline } from './inline-policies.ts'

export { roleOnly as resources } from './arn.ts'

export function handle(input: ListRolePoliciesRequest, call: Call): ListRolePoliciesResponse {
  return listInline(findRole(call, input.RoleName), input)
}
