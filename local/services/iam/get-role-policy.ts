import type { GetRolePolicyRequest, GetRolePolicyResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findRole } from './find.ts'
import { getInline } from './inline-policies.ts'

export { roleOnly as resources } from './arn.ts'

export function handle(input: GetRolePolicyRequest, call: Call): GetRolePolicyResponse {
  const role = findRole(call, input.RoleName)
  return { RoleName: role.name, ...getInline(role, 'role', input) }
}
