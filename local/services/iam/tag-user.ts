import type { TagUserRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findUser } from './find.ts'
import { tag } from './tag-operations.ts'

export { userOnly as resources } from './arn.ts'

export function handle({ UserName, Tags }: TagUserRequest, call: Call) {
  tag(call, findUser(call, UserName).arn, Tags)
  return {}
}
