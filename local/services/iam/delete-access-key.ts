import type { DeleteAccessKeyRequest } from '@aws-sdk/client-iam'
import type { Call } from '../../operation.ts'
import { findAccessKey } from './find-access-key.ts'

export { userOnly as resources } from './arn.ts'

export function handle(input: DeleteAccessKeyRequest, call: Call) {
  call.cloud.iam.accessKeys.delete(findAccessKey(input, call).id)
  return {}
}
