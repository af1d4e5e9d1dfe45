import type { UntagPolicyRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findOwnPolicy } from './find.ts'
import { untag } from './tag-operations.ts'

export { policyOnly as resources } from './arn.ts'

export function handle({ PolicyArn, TagKeys }: UntagPolicyRequest, call: Call) {
  untag(call, findOwnPolicy(call, PolicyArn).arn, TagKeys)
  return {}
}
