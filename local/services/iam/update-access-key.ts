import type { UpdateAccessKeyRequest } from '@aws-sdk/client-iam'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findAccessKey } from './find-access-key.ts'

export { userOnly as resources } from './arn.ts'

export function handle(input: UpdateAccessKeyRequest, call: Call) {
  const { Status } = input
  if (Status !== 'Active' && Status !== 'Inactive')
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value '${Status}' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive]`,
    )
  findAccessKey(input, call).status = Status
  return {}
}
