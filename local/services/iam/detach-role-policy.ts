import type { DetachRolePolicyRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { detach } from './attachments.ts'
import { findOwnRole } from './find.ts'

export { roleOnly as resources } from './arn.ts'
export { conditions } from './attach-role-policy.ts'

export function handle({ RoleName, PolicyArn }: DetachRolePolicyRequest, call: Call) {
  detach(findOwnRole(call, RoleName), PolicyArn)
  return {}
}
