import { nameOf } from '../../arn.ts'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import type { Identity } from './entity.ts'
import { findAttachable } from './find.ts'
import { page } from './page.ts'

interface Request {
  PathPrefix?: string | undefined
  Marker?: string | undefined
  MaxItems?: number | undefined
}

const mostAttached = 10

/** Attaches a managed policy; attaching it again changes nothing. */
export function attach(call: Call, identity: Identity, kind: 'Role' | 'User', policyArn: string | undefined) {
  const { arn } = findAttachable(call, policyArn)
  if (!identity.attached.has(arn) && identity.attached.size >= mostAttached)
    throw new AwsError('LimitExceeded', `Cannot exceed quota for PoliciesPer${kind}: ${mostAttached}`, 409)
  identity.attached.add(arn)
}

export function detach(identity: Identity, policyArn = '') {
  if (!identity.attached.delete(policyArn))
    throw new AwsError('NoSuchEntity', `Policy ${policyArn} was not found.`, 404)
}

export function listAttached({ cloud }: Call, identity: Identity, request: Request) {
  const policies = [...identity.attached].filter((arn) =>
    (cloud.iam.policies.get(arn)?.path ?? '/').startsWith(request.PathPrefix ?? '/'),
  )
  const { items, ...rest } = page(policies, nameOf, request)
  return { AttachedPolicies: items.map((arn) => ({ PolicyName: nameOf(arn), PolicyArn: arn })), ...rest }
}

/** Refuses to delete an identity that still holds policies. */
export function checkHoldsNothing(identity: Identity) {
  if (identity.attached.size > 0)
    throw new AwsError('DeleteConflict', 'Cannot delete entity, must detach all policies first.', 409)
  if (identity.inline.size > 0)
    throw new AwsError('DeleteConflict', 'Cannot delete entity, must delete policies first.', 409)
}
