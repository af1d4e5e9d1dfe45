import { randomBytes } from 'node:crypto'
import type { CreateAccessKeyRequest, CreateAccessKeyResponse } from '@aws-sdk/client-iam'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { type AccessKey, newId } from './entity.ts'
import { findUser } from './find.ts'
import { orCaller } from './users.ts'

export { userOnly as resources } from './arn.ts'

const mostKeys = 2

export function handle({ UserName }: CreateAccessKeyRequest, call: Call): CreateAccessKeyResponse {
  const user = findUser(call, orCaller(UserName, call))
  const { accessKeys } = call.cloud.iam
  if ([...accessKeys.values()].filter(({ userName }) => userName === user.name).length >= mostKeys)
    throw new AwsError('LimitExceeded', `Cannot exceed quota for AccessKeysPerUser: ${mostKeys}`, 409)
  const key: AccessKey = {
    id: newId('AKIA', 16),
    secret: randomBytes(30).toString('base64'),
    userName: user.name,
    createdAt: call.cloud.clock.now(),
    status: 'Active',
  }
  accessKeys.set(key.id, key)
  return {
    AccessKey: {
      UserName: user.name,
      AccessKeyId: key.id,
      SecretAccessKey: key.secret,
      Status: key.status,
      CreateDate: new Date(key.createdAt),
    },
  }
}
