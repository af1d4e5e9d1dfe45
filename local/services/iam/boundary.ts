import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import type { Identity } from './entity.ts'
import { findAttachable } from './find.ts'

/** The most an identity may do from now on. */
export function setBoundary(call: Call, identity: Identity, policyArn: string | undefined) {
  identity.boundaryArn = findAttachable(call, policyArn).arn
}

/** Condition key of operations that create or change an identity: the boundary it has or is to have. */
export const boundaryKey = (arn: string | undefined): Record<string, string> =>
  arn === undefined ? {} : { 'iam:PermissionsBoundary': arn }

/** The same for operations on a role that exists. */
export const roleBoundaryKey = ({ RoleName = '' }: { RoleName?: string | undefined }, { cloud }: Call) =>
  boundaryKey(cloud.iam.roles.get(RoleName)?.boundaryArn)

export const userBoundaryKey = ({ UserName = '' }: { UserName?: string | undefined }, { cloud }: Call) =>
  boundaryKey(cloud.iam.users.get(UserName)?.boundaryArn)

/** Lifts a boundary. */
export function clearBoundary(identity: Identity) {
  if (!identity.boundaryArn)
    throw new AwsError('NoSuchEntity', `${identity.name} does not have a permissions boundary.`, 404)
  delete identity.boundaryArn
}
