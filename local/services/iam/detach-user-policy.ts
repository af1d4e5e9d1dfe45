import type { DetachUserPolicyRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { detach } from './attachments.ts'
import { findUser } from './find.ts'

export { userOnly as resources } from './arn.ts'
export { conditions } from './attach-user-policy.ts'

export function handle({ UserName, PolicyArn }: DetachUserPolicyRequest, call: Call) {
  detach(findUser(call, UserName), PolicyArn)
  return {}
}
