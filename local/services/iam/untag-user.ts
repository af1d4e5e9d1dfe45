import type { UntagUserRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findUser } from './find.ts'
import { untag } from './tag-operations.ts'

export { userOnly as resources } from './arn.ts'

export function handle({ UserName, TagKeys }: UntagUserRequest, call: Call) {
  untag(call, findUser(call, UserName).arn, TagKeys)
  return {}
}
