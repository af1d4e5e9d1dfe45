import type { DeleteFunctionConcurrencyRequest } from '@aws-sdk/client-lambda'
import type { Call } from '../../operation.ts'

export { resources } from './function-resource.ts'

export function handle(input: DeleteFunctionConcurrencyRequest, { cloud }: Call) {
  cloud.lambda.entry(input.FunctionName ?? '').reservedConcurrency = undefined
}
