import type { ListRoleTagsRequest, ListRoleTagsResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findRole } from './find.ts'
import { listTags } from './tag-operations.ts'

export { roleOnly as resources } from './arn.ts'

export function handle(input: ListRoleTagsRequest, call: Call): ListRoleTagsResponse {
  return listTags(call, findRole(call, input.RoleName).arn, input)
}
