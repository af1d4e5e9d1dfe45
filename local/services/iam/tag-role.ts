import type { TagRoleRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findOwnRole } from './find.ts'
import { tag } from './tag-operations.ts'

export { roleOnly as resources } from './arn.ts'

export function handle({ RoleName, Tags }: TagRoleRequest, call: Call) {
  tag(call, findOwnRole(call, RoleName).arn, Tags)
  return {}
}
