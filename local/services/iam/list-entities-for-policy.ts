import type { ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findPolicy } from './find.ts'
import { page } from './page.ts'

export { policyOnly as resources } from './arn.ts'

const kinds: Partial<Record<string, 'user' | 'role'>> = { User: 'user', Role: 'role' }

export function handle(input: ListEntitiesForPolicyRequest, call: Call): ListEntitiesForPolicyResponse {
  const { arn } = findPolicy(call, input.PolicyArn)
  const { iam } = call.cloud
  const attached = input.PolicyUsageFilter === 'PermissionsBoundary' ? [] : iam.holdersOf(arn)
  const bounded = input.PolicyUsageFilter === 'PermissionsPolicy' ? [] : iam.boundedBy(arn)
  const fitting = [...new Set([...attached, ...bounded])].filter(
    ({ kind, path }) =>
      path.startsWith(input.PathPrefix ?? '/') &&
      (input.EntityFilter === undefined || kinds[input.EntityFilter] === kind),
  )
  const { items, ...rest } = page(fitting, ({ kind, name }) => `${kind} ${name}`, input)
  return {
    PolicyGroups: [],
    PolicyRoles: items.filter(({ kind }) => kind === 'role').map(({ name, id }) => ({ RoleName: name, RoleId: id })),
    PolicyUsers: items.filter(({ kind }) => kind === 'user').map(({ name, id }) => ({ UserName: name, UserId: id })),
    ...rest,
  }
}
