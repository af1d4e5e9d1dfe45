import { AwsError } from '../../aws-error.ts'
import type { DeployedFunction } from './deployed-function.ts'

/** Throws PreconditionFailedException when the caller knows another revision than the function's. */
export function checkRevision({ revisionId }: DeployedFunction, expected: string | undefined) {
  if (expected === undefined || expected === revisionId) return
  const message =
    'The RevisionId provided does not match the latest RevisionId. Call the GetFunction/GetAlias API to retrieve the latest RevisionId'
  throw new AwsError('PreconditionFailedException', message, 412, { Type: 'User' })
}
