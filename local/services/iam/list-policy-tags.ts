import type { ListPolicyTagsRequest, ListPolicyTagsResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findPolicy } from './find.ts'
import { listTags } from './tag-operations.ts'

export { policyOnly as resources } from './arn.ts'

export function handle(input: ListPolicyTagsRequest, call: Call): ListPolicyTagsResponse {
  return listTags(call, findPolicy(call, input.PolicyArn).arn, input)
}
