import type { GetInstanceProfileRequest, GetInstanceProfileResponse } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findProfile } from './find.ts'
import { profileView } from './view.ts'

export { profileOnly as resources } from './arn.ts'

export function handle(input: GetInstanceProfileRequest, call: Call): GetInstanceProfileResponse {
  return { InstanceProfile: profileView(call.cloud, findProfile(call, input.InstanceProfileName)) }
}
