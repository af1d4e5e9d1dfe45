import type { GetRoleRequest, GetRoleResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findRole } from './find.ts'
import { roleView } from './view.ts'

export { roleOnly as resources } from './arn.ts'

export function handle({ RoleName }: GetRoleRequest, call: Call): GetRoleResponse {
  return { Role: roleView(call.cloud, findRole(call, RoleName)) }
}
