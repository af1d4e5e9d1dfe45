import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findPolicy } from './find.ts'
import { policyView } from './view.ts'

export { policyOnly as resources } from './arn.ts'

export function handle({ PolicyArn }: GetPolicyRequest, call: Call): GetPolicyResponse {
  return { Policy: policyView(call.cloud, findPolicy(call, PolicyArn)) }
}
