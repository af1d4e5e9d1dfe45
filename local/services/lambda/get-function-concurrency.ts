import type { GetFunctionConcurrencyRequest, GetFunctionConcurrencyResponse } from '@aws-sdk/client-lambda'
import type { Call } from '../../operation.ts'

export { resources } from './function-resource.ts'

export function handle(input: GetFunctionConcurrencyRequest, { cloud }: Call): GetFunctionConcurrencyResponse {
  const { reservedConcurrency } = cloud.lambda.entry(input.FunctionName ?? '')
  return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency }
}
