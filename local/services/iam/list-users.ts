import type { ListUsersRequest, ListUsersResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { iamArn } from './arn.ts'
import { page } from './page.ts'
import { userSummary } from './view.ts'

export const resources = ({ PathPrefix = '/' }: ListUsersRequest, call: Call) => [iamArn(call, `user${PathPrefix}`)]

export function handle(input: ListUsersRequest, { cloud }: Call): ListUsersResponse {
  const users = [...cloud.iam.users.values()].filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'))
  const { items, ...rest } = page(users, ({ name }) => name, input)
  return { Users: items.map(userSummary), ...rest }
}
