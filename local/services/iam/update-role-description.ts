import type { UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findRole } from './find.ts'
import { roleView } from './view.ts'

export { roleOnly as resources } from './arn.ts'

export function handle(input: UpdateRoleDescriptionRequest, call: Call): UpdateRoleDescriptionResponse {
  const role = findRole(call, input.RoleName)
  role.description = input.Description ?? ''
  return { Role: roleView(call.cloud, role) }
}
