import type { ListInstanceProfilesRequest, ListInstanceProfilesResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { iamArn } from './arn.ts'
import { page } from './page.ts'
import { profileSummary } from './view.ts'

export const resources = ({ PathPrefix = '/' }: ListInstanceProfilesRequest, call: Call) => [
  iamArn(call, `instance-profile${PathPrefix}`),
]

export function handle(input: ListInstanceProfilesRequest, { cloud }: Call): ListInstanceProfilesResponse {
  const profiles = [...cloud.iam.profiles.values()].filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'))
  const { items, ...rest } = page(profiles, ({ name }) => name, input)
  return { InstanceProfiles: items.map((profile) => profileSummary(cloud, profile)), ...rest }
}
