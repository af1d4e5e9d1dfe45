import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { nameOfGroup } from './state.ts'

interface GroupInput {
  logGroupName?: string | undefined
  logGroupIdentifier?: string | undefined
}

interface StreamInput extends GroupInput {
  logStreamName?: string | undefined
}

/** The group as IAM sees it in the actions on groups, with the odd ending that AWS's refusals show. */
export function groupResources(input: GroupInput, { cloud }: Call): string[] {
  const name = nameOfGroup(input.logGroupIdentifier ?? input.logGroupName ?? '')
  return [`${cloud.logs.arnOf(name)}:log-stream:`]
}

export function streamResources(input: StreamInput, { cloud }: Call): string[] {
  const name = nameOfGroup(input.logGroupIdentifier ?? input.logGroupName ?? '')
  return [`${cloud.logs.arnOf(name)}:log-stream:${input.logStreamName ?? ''}`]
}

/** Throws InvalidParameterException unless the name may be a log group's. */
export function checkGroupName(name: string | undefined) {
  if (name && /^[.\-_/#A-Za-z0-9]{1,512}$/.test(name)) return
  throw new AwsError(
    'InvalidParameterException',
    `1 validation error detected: Value '${name}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`,
  )
}

/** Throws InvalidParameterException unless the name may be a log stream's. */
export function checkStreamName(name: string | undefined) {
  if (name && /^[^:*]{1,512}$/.test(name)) return
  throw new AwsError(
    'InvalidParameterException',
    `1 validation error detected: Value '${name}' at 'logStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*`,
  )
}
