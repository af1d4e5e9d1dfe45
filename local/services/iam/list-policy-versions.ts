import type { ListPolicyVersionsRequest, ListPolicyVersionsResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findPolicy } from './find.ts'
import { page } from './page.ts'
import { versionSummary } from './view.ts'

export { policyOnly as resources } from './arn.ts'

export function handle(input: ListPolicyVersionsRequest, call: Call): ListPolicyVersionsResponse {
  const policy = findPolicy(call, input.PolicyArn)
  const newestFirst = (id: string) => String(1_000_000 - Number(id.slice(1)))
  const { items, ...rest } = page(policy.versions, ({ id }) => newestFirst(id), input)
  return { Versions: items.map((version) => versionSummary(policy, version)), ...rest }
}
