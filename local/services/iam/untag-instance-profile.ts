import type { UntagInstanceProfileRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findProfile } from './find.ts'
import { untag } from './tag-operations.ts'

export { profileOnly as resources } from './arn.ts'

export function handle({ InstanceProfileName, TagKeys }: UntagInstanceProfileRequest, call: Call) {
  untag(call, findProfile(call, InstanceProfileName).arn, TagKeys)
  return {}
}
