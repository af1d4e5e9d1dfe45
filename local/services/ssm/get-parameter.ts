import type { GetParameterRequest, GetParameterResult } from '@aws-sdk/client-ssm'
import type { Call } from '../../operation.ts'

export { resources } from './parameter-resource.ts'

export function handle(input: GetParameterRequest, { cloud }: Call): GetParameterResult {
  return { Parameter: cloud.ssm.existing(input.Name ?? '') }
}
