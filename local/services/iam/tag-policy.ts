import type { TagPolicyRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findOwnPolicy } from './find.ts'
import { tag } from './tag-operations.ts'

export { policyOnly as resources } from './arn.ts'

export function handle({ PolicyArn, Tags }: TagPolicyRequest, call: Call) {
  tag(call, findOwnPolicy(call, PolicyArn).arn, Tags)
  return {}
}
