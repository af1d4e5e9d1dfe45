import type { UpdateRoleRequest, UpdateRoleResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { sessionSeconds } from './create-role.ts'
import { findOwnRole } from './find.ts'

export { roleOnly as resources } from './arn.ts'

export function handle(input: UpdateRoleRequest, call: Call): UpdateRoleResponse {
  const role = findOwnRole(call, input.RoleName)
  if (input.Description !== undefined) role.description = input.Description
  if (input.MaxSessionDuration !== undefined) role.maxSessionSeconds = sessionSeconds(input.MaxSessionDuration)
  return {}
}
