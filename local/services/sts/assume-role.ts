import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { keysOfCall } from '../iam/context.ts'
import { readIdentityPolicy } from '../iam/documents.ts'
import type { Role } from '../iam/entity.ts'
import { findPolicy } from '../iam/find.ts'
import { credentialsOf } from './credentials.ts'

export const resources = ({ RoleArn = '*' }: AssumeRoleRequest) => [RoleArn]

export const conditions = ({ RoleSessionName = '', ExternalId }: AssumeRoleRequest): Record<string, string> => ({
  'sts:RoleSessionName': RoleSessionName,
  ...(ExternalId !== undefined && { 'sts:ExternalId': ExternalId }),
})

/** A role that was just made cannot be assumed until IAM has spread it. */
export function handle(input: AssumeRoleRequest, call: Call): AssumeRoleResponse {
  const { RoleArn = '', RoleSessionName = '' } = input
  const { iam } = call.cloud
  const context = { ...keysOfCall(call), ...conditions(input) }
  const role = iam.role(RoleArn)
  if (role?.arn !== RoleArn || !iam.visible(RoleArn) || !iam.trusts(call.principal, RoleArn, context))
    throw new AwsError(
      'AccessDenied',
      `User: ${call.principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      403,
    )
  const session = iam.issueSession(RoleArn, RoleSessionName, durationOf(input, role, call), policiesOf(input, call))
  const { principal } = session
  return {
    Credentials: credentialsOf(session),
    AssumedRoleUser: { AssumedRoleId: principal.userId, Arn: principal.arn },
  }
}

function durationOf({ DurationSeconds = 3600 }: AssumeRoleRequest, role: Role, { principal }: Call): number {
  if (principal.roleArn && DurationSeconds > 3600)
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    )
  if (DurationSeconds > role.maxSessionSeconds)
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    )
  return DurationSeconds
}

/** The session policies, which together are the most the session may do. */
function policiesOf({ Policy, PolicyArns = [] }: AssumeRoleRequest, call: Call) {
  const managed = PolicyArns.map(({ arn }) => call.cloud.iam.managedPolicy(findPolicy(call, arn).arn))
  return [
    ...(Policy === undefined ? [] : [readIdentityPolicy(Policy)]),
    ...managed.filter((each) => each !== undefined),
  ]
}
