import type { AttachRolePolicyRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { attach } from './attachments.ts'
import { roleBoundaryKey } from './boundary.ts'
import { findOwnRole } from './find.ts'

export { roleOnly as resources } from './arn.ts'

export const conditions = (input: AttachRolePolicyRequest, call: Call) => ({
  ...roleBoundaryKey(input, call),
  'iam:PolicyARN': input.PolicyArn ?? '',
})

export function handle({ RoleName, PolicyArn }: AttachRolePolicyRequest, call: Call) {
  attach(call, findOwnRole(call, RoleName), 'Role', PolicyArn)
  return {}
}
