import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import type { AccessKey } from './entity.ts'
import { findUser } from './find.ts'
import { orCaller } from './users.ts'

interface Request {
  UserName?: string | undefined
  AccessKeyId: string | undefined
}

/** A user's access key, or AWS's NoSuchEntity. */
export function findAccessKey({ UserName, AccessKeyId }: Request, call: Call): AccessKey {
  const user = findUser(call, orCaller(UserName, call))
  const key = call.cloud.iam.accessKeys.get(AccessKeyId ?? '')
  if (key?.userName !== user.name)
    throw new AwsError('NoSuchEntity', `The Access Key with id ${AccessKeyId} cannot be found.`, 404)
  return key
}
