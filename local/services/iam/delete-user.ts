import type { DeleteUserRequest } from '@aws-sdk/client-iam'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { checkHoldsNothing } from './attachments.ts'
import { findUser } from './find.ts'

export { userOnly as resources } from './arn.ts'

export function handle({ UserName }: DeleteUserRequest, call: Call) {
  const user = findUser(call, UserName)
  const { iam, tags } = call.cloud
  checkHoldsNothing(user)
  if ([...iam.accessKeys.values()].some(({ userName }) => userName === user.name))
    throw new AwsError('DeleteConflict', 'Cannot delete entity, must delete access keys first.', 409)
  iam.users.delete(user.name)
  tags.forget(user.arn)
  return {}
}
