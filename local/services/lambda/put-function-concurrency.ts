import type { Concurrency, PutFunctionConcurrencyRequest } from '@aws-sdk/client-lambda'
import type { Call } from '../../operation.ts'
import { invalidParameter } from './errors.ts'

export { resources } from './function-resource.ts'

/** Lambda keeps some concurrency for the functions without a reservation; on this cloud, a fifth of it. */
const unreservedMinimum = 10

export function handle(input: PutFunctionConcurrencyRequest, { cloud }: Call): Concurrency {
  const entry = cloud.lambda.entry(input.FunctionName ?? '')
  const wanted = input.ReservedConcurrentExecutions ?? 0
  const left = cloud.lambda.unreservedConcurrency + (entry.reservedConcurrency ?? 0) - wanted
  if (left < unreservedMinimum)
    throw invalidParameter(
      `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${unreservedMinimum}].`,
    )
  entry.reservedConcurrency = wanted
  return { ReservedConcurrentExecutions: wanted }
}
