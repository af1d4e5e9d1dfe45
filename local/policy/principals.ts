import { listOf, type PrincipalElement, type Statement } from './document.ts'
import type { Caller } from './request.ts'

/**
 * How a trust or resource policy names a caller: itself, or only the account, which leaves the decision to the
 * caller's own policies.
 */
export type Named = 'itself' | 'account' | undefined

/** Whether a statement of a trust or resource policy speaks of this caller. */
export function speaksOf(statement: Statement, caller: Caller): Named {
  if (statement.NotPrincipal) return named(statement.NotPrincipal, caller) ? undefined : 'itself'
  return statement.Principal && named(statement.Principal, caller)
}

function named(element: PrincipalElement, caller: Caller): Named {
  if (element === '*') return 'itself'
  const services = listOf(element.Service)
  if (services.includes(caller.arn)) return 'itself'
  if (isService(caller)) return undefined
  const principals = listOf(element.AWS)
  const own = ['*', caller.arn, caller.roleArn]
  if (principals.some((each) => own.includes(each))) return 'itself'
  const accounts = [caller.account, `arn:aws:iam::${caller.account}:root`]
  return principals.some((each) => accounts.includes(each)) ? 'account' : undefined
}

const isService = (caller: Caller) => !caller.arn.startsWith('arn:')
