import type { TrafficSourceIdentifier } from '@aws-sdk/client-auto-scaling'
import { validationError } from './errors.ts'

/** The target groups among traffic sources. Throws for other kinds, which this cloud has not. */
export function targetGroupsOf(sources: readonly TrafficSourceIdentifier[] = []): string[] {
  return sources.map(({ Identifier = '', Type = 'elbv2' }) => {
    if (Type !== 'elbv2') throw validationError(`Traffic sources of type ${Type} are not supported by this cloud.`)
    return Identifier
  })
}
