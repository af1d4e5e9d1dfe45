import type { PolicyKind } from './authorize.ts'
import type { Decision } from './request.ts'

/** AWS's words for a refused request ("Access denied error message examples" of the IAM guide). */
export function denialMessage(
  principal: { readonly arn: string },
  action: string,
  resource: string,
  decision: Decision,
  by: PolicyKind = 'identity-based policy',
): string {
  const where = resource === '*' ? '' : ` on resource: ${resource}`
  const article = by === 'identity-based policy' ? 'an' : 'a'
  const reason =
    decision === 'ExplicitlyDenied'
      ? `with an explicit deny in ${article} ${by}`
      : `because no ${by} allows the ${action} action`
  return `User: ${principal.arn} is not authorized to perform: ${action}${where} ${reason}`
}
