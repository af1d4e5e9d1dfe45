import type { ListAccessKeysRequest, ListAccessKeysResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findUser } from './find.ts'
import { page } from './page.ts'
import { orCaller } from './users.ts'

export { userOnly as resources } from './arn.ts'

export function handle(input: ListAccessKeysRequest, call: Call): ListAccessKeysResponse {
  const { name } = findUser(call, orCaller(input.UserName, call))
  const keys = [...call.cloud.iam.accessKeys.values()].filter(({ userName }) => userName === name)
  const { items, ...rest } = page(keys, ({ id }) => id, input)
  const AccessKeyMetadata = items.map(({ id, status, createdAt }) => ({
    UserName: name,
    AccessKeyId: id,
    Status: status,
    CreateDate: new Date(createdAt),
  }))
  return { AccessKeyMetadata, ...rest }
}
