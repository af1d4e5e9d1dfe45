import { randomUUID } from 'node:crypto'
import type { DeleteServiceLinkedRoleRequest, DeleteServiceLinkedRoleResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findRole } from './find.ts'

export { roleOnly as resources } from './arn.ts'

/** The role is gone at once: no resource of this cloud depends on it. */
export function handle({ RoleName }: DeleteServiceLinkedRoleRequest, call: Call): DeleteServiceLinkedRoleResponse {
  const { name, path, arn } = findRole(call, RoleName)
  call.cloud.iam.roles.delete(name)
  call.cloud.tags.forget(arn)
  return { DeletionTaskId: `task${path}${name}/${randomUUID()}` }
}
