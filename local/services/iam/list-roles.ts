import type { ListRolesRequest, ListRolesResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { iamArn } from './arn.ts'
import { page } from './page.ts'
import { roleSummary } from './view.ts'

export const resources = ({ PathPrefix = '/' }: ListRolesRequest, call: Call) => [iamArn(call, `role${PathPrefix}`)]

export function handle(input: ListRolesRequest, { cloud }: Call): ListRolesResponse {
  const roles = [...cloud.iam.roles.values()].filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'))
  const { items, ...rest } = page(roles, ({ name }) => name, input)
  return { Roles: items.map(roleSummary), ...rest }
}
