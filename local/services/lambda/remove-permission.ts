import type { RemovePermissionRequest } from '@aws-sdk/client-lambda'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { qualified } from './qualified.ts'
import { checkRevision } from './revision.ts'

export { resources } from './function-resource.ts'

export function handle(input: RemovePermissionRequest, { cloud }: Call) {
  const { deployed, policy } = cloud.lambda.entry(qualified(input))
  checkRevision(deployed, input.RevisionId)
  if (policy.delete(input.StatementId ?? '')) return
  const message = `Statement ${input.StatementId} is not found in resource policy.`
  throw new AwsError('ResourceNotFoundException', message, 404, { Type: 'User' })
}
