import { AwsError } from '../../../aws-error.ts'
import type { Call, Operation } from '../../../operation.ts'

/** Operations with EC2's DryRun. Authorization has passed when `handle` is called: a dry run would have succeeded. */
export function withDryRun(operations: Record<string, Operation>): Record<string, Operation> {
  const entries = Object.entries(operations).map(([name, operation]) => {
    const handle = (input: { DryRun?: boolean }, call: Call) => {
      if (input.DryRun === true)
        throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412)
      return operation.handle(input, call)
    }
    return [name, { ...operation, handle }] as const
  })
  return Object.fromEntries(entries)
}
