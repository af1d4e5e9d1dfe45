import type { DeleteObjectsCommandInput, DeleteObjectsCommandOutput } from '@aws-sdk/client-s3'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { keysOfCall } from '../iam/context.ts'
import { findBucket } from './find.ts'

/** Each key is authorized by itself, and one that is refused does not keep the others. */
export const resources = () => []
export const action = 's3:DeleteObject'

const mostKeys = 1000

export function handle(input: DeleteObjectsCommandInput, call: Call): Partial<DeleteObjectsCommandOutput> {
  const bucket = findBucket(input, call)
  const objects = input.Delete?.Objects ?? []
  if (objects.length === 0 || objects.length > mostKeys)
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    )
  const { iam } = call.cloud
  const denials = objects.map(({ Key = '' }) => ({
    Key,
    Message: iam.denial(call.principal, action, `${bucket.arn}/${Key}`, keysOfCall(call)),
  }))
  for (const { Key, Message } of denials) if (Message === undefined) bucket.objects.delete(Key)
  const Deleted = denials.filter(({ Message }) => Message === undefined).map(({ Key }) => ({ Key }))
  const Errors = denials.filter(({ Message }) => Message !== undefined)
  return {
    ...(!input.Delete?.Quiet && Deleted.length > 0 && { Deleted }),
    ...(Errors.length > 0 && { Errors: Errors.map((each) => ({ ...each, Code: 'AccessDenied' })) }),
  }
}
