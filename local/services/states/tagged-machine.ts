import type { Cloud } from '../../cloud.ts'
import { invalidArn, resourceNotFound } from './errors.ts'

/** Throws unless something that can have tags has the ARN. */
export function requireTagged(cloud: Cloud, arn: string) {
  if (!arn.startsWith('arn:')) throw invalidArn(`Invalid ARN prefix: ${arn}`)
  if (!cloud.states.machines.has(arn)) throw resourceNotFound(arn)
}
