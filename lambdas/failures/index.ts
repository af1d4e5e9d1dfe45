import { badCredentials } from './bad-credentials.ts'
import { brokenDependency } from './broken-dependency.ts'
import { deepHealthCheck } from './deep-health-check.ts'
import type { Failure } from './failure.ts'
import { replaceInstance } from './replace-instance.ts'
import { replacementSuspended } from './replacement-suspended.ts'
import { slowDependency } from './slow-dependency.ts'
import { staticResponse } from './static-response.ts'
import { zoneLoss } from './zone-loss.ts'

/** Every way to break a service, under the name that scenarios and the runbook use. */
export const failures = {
  'broken-dependency': brokenDependency,
  'static-response': staticResponse,
  'bad-credentials': badCredentials,
  'deep-health-check': deepHealthCheck,
  'replace-instance': replaceInstance,
  'replacement-suspended': replacementSuspended,
  'slow-dependency': slowDependency,
  'zone-loss': zoneLoss,
} as const satisfies Record<string, Failure>

export type FailureName = keyof typeof failures

/** The names as a list that is never empty, which is what a schema wants. */
export const failureNames = Object.keys(failures) as [FailureName, ...FailureName[]]
