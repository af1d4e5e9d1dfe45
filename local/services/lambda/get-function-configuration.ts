import type { FunctionConfiguration, GetFunctionConfigurationRequest } from '@aws-sdk/client-lambda'
import type { Call } from '../../operation.ts'
import { configurationOf } from './configuration.ts'
import { qualified } from './qualified.ts'

export { resources } from './function-resource.ts'

export function handle(input: GetFunctionConfigurationRequest, { cloud }: Call): FunctionConfiguration {
  return configurationOf(cloud.lambda.entry(qualified(input)).deployed)
}
