import type { ListUserTagsRequest, ListUserTagsResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findUser } from './find.ts'
import { listTags } from './tag-operations.ts'

export { userOnly as resources } from './arn.ts'

export function handle(input: ListUserTagsRequest, call: Call): ListUserTagsResponse {
  return listTags(call, findUser(call, input.UserName).arn, input)
}
