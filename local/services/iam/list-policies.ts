import type { ListPoliciesRequest, ListPoliciesResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import type { ManagedPolicy } from './entity.ts'
import { page } from './page.ts'
import { policySummary } from './view.ts'

export function handle(input: ListPoliciesRequest, { cloud }: Call): ListPoliciesResponse {
  const isUsed = ({ arn }: ManagedPolicy) => {
    const usage = input.PolicyUsageFilter
    const attached = usage !== 'PermissionsBoundary' && cloud.iam.holdersOf(arn).length > 0
    return attached || (usage !== 'PermissionsPolicy' && cloud.iam.boundedBy(arn).length > 0)
  }
  const fits = (policy: ManagedPolicy) =>
    isOfScope(policy, input.Scope) &&
    policy.path.startsWith(input.PathPrefix ?? '/') &&
    (!(input.OnlyAttached || input.PolicyUsageFilter) || isUsed(policy))
  const policies = [...cloud.iam.policies.values()].filter(fits)
  const { items, ...rest } = page(policies, ({ name, arn }) => `${name} ${arn}`, input)
  return { Policies: items.map((policy) => policySummary(cloud, policy)), ...rest }
}

function isOfScope({ arn }: ManagedPolicy, scope: ListPoliciesRequest['Scope']): boolean {
  if (scope === 'AWS') return arn.startsWith('arn:aws:iam::aws:')
  return scope !== 'Local' || !arn.startsWith('arn:aws:iam::aws:')
}
