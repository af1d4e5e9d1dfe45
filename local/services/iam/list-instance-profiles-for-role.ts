import type { ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findRole } from './find.ts'
import { page } from './page.ts'
import { profileSummary } from './view.ts'

export { roleOnly as resources } from './arn.ts'

export function handle(input: ListInstanceProfilesForRoleRequest, call: Call): ListInstanceProfilesForRoleResponse {
  const { arn } = findRole(call, input.RoleName)
  const profiles = [...call.cloud.iam.profiles.values()].filter(({ roleArn }) => roleArn === arn)
  const { items, ...rest } = page(profiles, ({ name }) => name, input)
  return { InstanceProfiles: items.map((profile) => profileSummary(call.cloud, profile)), ...rest }
}
