import { badCredentials } from './bad-credentials.ts'
import { brokenDependency } from './broken-dependency.ts'
import { deepHealthCheck } from './deep-health-check.ts'
import type { Failure } from './failure.ts'
import { replaceInstance } from './replace-instance.ts'
import { replacementSuspended } from './replacement-suspended.ts'
import { slowDependency } from './slow-dependency.ts'
import { staticResponse } from './static-response.ts'
import { zoneLoss } from './zone-loss.ts'

/**
 * Every way to break a service, under the name that scenarios and the runbook use, in the order of lifting: first what
 * is broken, then what made it bearable, at last the guard against what the breaking would have set off.
 */
export const failures = {
  'broken-dependency': brokenDependency,
  'slow-dependency': slowDependency,
  'bad-credentials': badCredentials,
  'replace-instance': replaceInstance,
  'zone-loss': zoneLoss,
  'deep-health-check': deepHealthCheck,
  'static-response': staticResponse,
  'replacement-suspended': replacementSuspended,
} as const satisfies Record<string, Failure>

export type FailureName = keyof typeof failures

/** The names as a list that is never empty, which is what a schema wants. */
export const failureNames = Object.keys(failures) as [FailureName, ...FailureName[]]

/** The names in the order of lifting. */
export function inOrderOfLifting(names: Iterable<FailureName>): FailureName[] {
  const wanted = new Set(names)
  return failureNames.filter((name) => wanted.has(name))
}
