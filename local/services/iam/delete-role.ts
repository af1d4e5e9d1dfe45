import type { DeleteRoleRequest } from '@aws-sdk/client-iam'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { checkHoldsNothing } from './attachments.ts'
import { findOwnRole } from './find.ts'

export { roleOnly as resources } from './arn.ts'

export function handle({ RoleName }: DeleteRoleRequest, call: Call) {
  const role = findOwnRole(call, RoleName)
  const { iam, tags } = call.cloud
  if ([...iam.profiles.values()].some(({ roleArn }) => roleArn === role.arn))
    throw new AwsError('DeleteConflict', 'Cannot delete entity, must remove roles from instance profile first.', 409)
  checkHoldsNothing(role)
  iam.roles.delete(role.name)
  tags.forget(role.arn)
  return {}
}
