import type { UntagRoleRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findOwnRole } from './find.ts'
import { untag } from './tag-operations.ts'

export { roleOnly as resources } from './arn.ts'

export function handle({ RoleName, TagKeys }: UntagRoleRequest, call: Call) {
  untag(call, findOwnRole(call, RoleName).arn, TagKeys)
  return {}
}
