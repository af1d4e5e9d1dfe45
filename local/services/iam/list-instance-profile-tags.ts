import type { ListInstanceProfileTagsRequest, ListInstanceProfileTagsResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findProfile } from './find.ts'
import { listTags } from './tag-operations.ts'

export { profileOnly as resources } from './arn.ts'

export function handle(input: ListInstanceProfileTagsRequest, call: Call): ListInstanceProfileTagsResponse {
  return listTags(call, findProfile(call, input.InstanceProfileName).arn, input)
}
