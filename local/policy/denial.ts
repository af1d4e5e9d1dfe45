import type { Verdict } from './authorize.ts'

/** AWS's words for a refused request ("Access denied error message examples" of the IAM guide). */
export function denialMessage(principalArn: string, action: string, resource: string, verdict: Verdict): string {
  const subject = `User: ${principalArn} is not authorized to perform: ${action}`
  const where = resource === '*' ? '' : ` on resource: ${resource}`
  return `${subject}${where} ${reason(action, verdict)}`
}

function reason(action: string, { decision, by }: Verdict): string {
  const article = by === 'identity-based policy' ? 'an' : 'a'
  if (decision === 'ExplicitlyDenied') return `with an explicit deny in ${article} ${by}`
  return `because no ${by} allows the ${action} action`
}
