import { AwsError } from '../../../aws-error.ts'
import type { Call, Operation } from '../../../operation.ts'
import { refused } from '../unhonoured.ts'

/** Gives every operation what EC2 does alike for all: parameters this cloud refuses, and DryRun. */
export function guarded(operations: Record<string, Operation>): Record<string, Operation> {
  return Object.fromEntries(Object.entries(operations).map(([name, operation]) => [name, guard(name, operation)]))
}

/** Authorization has passed when `handle` is called: a dry run would have succeeded. */
function guard(name: string, operation: Operation): Operation {
  const handle = (input: Record<string, unknown>, call: Call) => {
    refuseParameters(name, input)
    if (input.DryRun === true)
      throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412)
    return operation.handle(input, call)
  }
  return { ...operation, handle }
}

/** Throws for a parameter that this cloud would not honour and a caller could rely on. */
export function refuseParameters(operation: string, input: object): void {
  const parameter = refused[operation]?.find((member) => (input as Record<string, unknown>)[member] !== undefined)
  if (!parameter) return
  throw new AwsError('UnsupportedOperation', `The parameter ${parameter} is not supported by this cloud.`)
}
