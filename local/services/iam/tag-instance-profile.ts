import type { TagInstanceProfileRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findProfile } from './find.ts'
import { tag } from './tag-operations.ts'

export { profileOnly as resources } from './arn.ts'

export function handle({ InstanceProfileName, Tags }: TagInstanceProfileRequest, call: Call) {
  tag(call, findProfile(call, InstanceProfileName).arn, Tags)
  return {}
}
