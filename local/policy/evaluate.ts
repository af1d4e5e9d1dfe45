import { matches, matchesMarked } from '../wildcard.ts'
import { conditionsHold } from './conditions.ts'
import { listOf, type PolicyDocument, type Statement } from './document.ts'
import { speaksOf } from './principals.ts'
import type { AccessRequest, Decision } from './request.ts'
import { fillPattern } from './variables.ts'

/** What identity policies say together: an explicit deny wins, else one allow is enough. */
export function evaluate(request: AccessRequest, documents: Iterable<PolicyDocument>): Decision {
  let decision: Decision = 'ImplicitlyDenied'
  for (const document of documents)
    for (const statement of listOf(document.Statement)) {
      if (!applies(statement, request, document.Version)) continue
      if (statement.Effect === 'Deny') return 'ExplicitlyDenied'
      decision = 'Allowed'
    }
  return decision
}

/**
 * What a trust or resource policy says to the request's caller. `AllowedToAccount` where it names only the account:
 * the caller's own policies must then allow the action as well.
 */
export function evaluateForCaller(request: AccessRequest, document: PolicyDocument): Decision | 'AllowedToAccount' {
  let decision: Decision | 'AllowedToAccount' = 'ImplicitlyDenied'
  for (const statement of listOf(document.Statement)) {
    const named = request.caller && speaksOf(statement, request.caller)
    if (!named || !applies(statement, request, document.Version)) continue
    if (statement.Effect === 'Deny') return 'ExplicitlyDenied'
    if (named === 'itself') decision = 'Allowed'
    else if (decision !== 'Allowed') decision = 'AllowedToAccount'
  }
  return decision
}

function applies(statement: Statement, request: AccessRequest, version: string | undefined): boolean {
  return (
    coversAction(statement, request.action) &&
    coversResource(statement, request, version) &&
    conditionsHold(statement, request.context, version)
  )
}

function coversAction({ Action, NotAction }: Statement, action: string): boolean {
  const lower = action.toLowerCase()
  const named = (patterns: Statement['Action']) =>
    listOf(patterns).some((pattern) => matches(pattern.toLowerCase(), lower))
  return NotAction === undefined ? named(Action) : !named(NotAction)
}

/** A trust policy has no Resource: it speaks of the role that carries it. */
function coversResource(statement: Statement, { resource, context }: AccessRequest, version?: string): boolean {
  const { Resource, NotResource } = statement
  if (Resource === undefined && NotResource === undefined)
    return (statement.Principal ?? statement.NotPrincipal) !== undefined
  const patterns = listOf(Resource ?? NotResource).map((text) => fillPattern(text, context, version))
  // A NotResource whose variable has no value could mean any resource, so that it excludes all of them.
  if (Resource === undefined && patterns.includes(undefined)) return false
  const named = patterns.some((pattern) => pattern !== undefined && matchesMarked(pattern, resource))
  return Resource === undefined ? !named : named
}
