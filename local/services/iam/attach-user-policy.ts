import type { AttachUserPolicyRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { attach } from './attachments.ts'
import { userBoundaryKey } from './boundary.ts'
import { findUser } from './find.ts'

export { userOnly as resources } from './arn.ts'

export const conditions = (input: AttachUserPolicyRequest, call: Call) => ({
  ...userBoundaryKey(input, call),
  'iam:PolicyARN': input.PolicyArn ?? '',
})

export function handle({ UserName, PolicyArn }: AttachUserPolicyRequest, call: Call) {
  attach(call, findUser(call, UserName), 'User', PolicyArn)
  return {}
}
