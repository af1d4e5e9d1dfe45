import type { DeleteFunctionRequest, DeleteFunctionResponse } from '@aws-sdk/client-lambda'
import type { Call } from '../../operation.ts'
import { qualified } from './qualified.ts'

export { resources } from './function-resource.ts'

export function handle(input: DeleteFunctionRequest, { cloud }: Call): DeleteFunctionResponse {
  cloud.lambda.remove(qualified(input))
  return { StatusCode: 204 }
}
