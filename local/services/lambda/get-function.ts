import type { GetFunctionRequest, GetFunctionResponse } from '@aws-sdk/client-lambda'
import type { Call } from '../../operation.ts'
import { configurationOf } from './configuration.ts'
import { qualified } from './qualified.ts'

export { resources } from './function-resource.ts'

export function handle(input: GetFunctionRequest, { cloud }: Call): GetFunctionResponse {
  const { deployed, reservedConcurrency } = cloud.lambda.entry(qualified(input))
  const tags = cloud.tags.of(deployed.arn)
  return {
    Configuration: configurationOf(deployed),
    Code: { RepositoryType: 'S3' },
    ...(Object.keys(tags).length > 0 && { Tags: tags }),
    ...(reservedConcurrency !== undefined && { Concurrency: { ReservedConcurrentExecutions: reservedConcurrency } }),
  }
}
