import type { Policy, PolicyDocument } from './document.ts'
import { evaluate, evaluateForCaller } from './evaluate.ts'
import type { AccessRequest, Decision } from './request.ts'

/** The policies that have a say in one request, as "Policy evaluation logic" of the IAM guide orders them. */
export interface PolicySet {
  identity: readonly Policy[]
  /** The most a principal may do, whatever its own policies say. */
  boundary?: Policy
  /** The most a session may do, given when the role was assumed. */
  session?: readonly Policy[]
  /** The policy of the resource itself, such as a bucket policy or a role's trust policy. */
  resource?: Policy
}

export type PolicyKind = 'identity-based policy' | 'permissions boundary' | 'session policy' | 'resource-based policy'

/** A decision with the kind of policy that made it, which AWS names in its refusal. */
export interface Verdict {
  decision: Decision
  by: PolicyKind
}

/**
 * Decides a request within one account: an explicit deny of any policy wins; else the identity or the resource policy
 * must allow, and boundary and session policy must not withhold. A resource policy that names the caller is held
 * within the boundary too, which for users is stricter than AWS.
 */
export function authorize(request: AccessRequest, policies: PolicySet): Verdict {
  const ceilings: [PolicyKind, readonly Policy[] | undefined][] = [
    ['permissions boundary', policies.boundary && [policies.boundary]],
    ['session policy', policies.session],
  ]
  const identity = evaluate(request, policies.identity.map(documentOf))
  const resource = policies.resource && evaluateForCaller(request, policies.resource.document)
  const limits = ceilings.flatMap(([by, ceiling]) =>
    ceiling ? [{ by, decision: evaluate(request, ceiling.map(documentOf)) }] : [],
  )
  const denied = [
    { by: 'identity-based policy' as const, decision: identity },
    { by: 'resource-based policy' as const, decision: resource },
    ...limits,
  ].find(({ decision }) => decision === 'ExplicitlyDenied')
  if (denied) return { decision: 'ExplicitlyDenied', by: denied.by }
  if (identity !== 'Allowed' && resource !== 'Allowed')
    return { decision: 'ImplicitlyDenied', by: 'identity-based policy' }
  const withheld = limits.find(({ decision }) => decision !== 'Allowed')
  if (withheld) return withheld
  return { decision: 'Allowed', by: identity === 'Allowed' ? 'identity-based policy' : 'resource-based policy' }
}

const documentOf = (policy: Policy): PolicyDocument => policy.document
