import type {
  GetServiceLinkedRoleDeletionStatusRequest,
  GetServiceLinkedRoleDeletionStatusResponse,
} from '@aws-sdk/client-iam'
import { AwsError } from '../../aws-error.ts'

export function handle(input: GetServiceLinkedRoleDeletionStatusRequest): GetServiceLinkedRoleDeletionStatusResponse {
  if (!input.DeletionTaskId?.startsWith('task/aws-service-role/'))
    throw new AwsError('NoSuchEntity', `Deletion task ${input.DeletionTaskId} cannot be found.`, 404)
  return { Status: 'SUCCEEDED' }
}
