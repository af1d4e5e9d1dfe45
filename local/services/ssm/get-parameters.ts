import type { GetParametersRequest, GetParametersResult } from '@aws-sdk/client-ssm'
import type { Call } from '../../operation.ts'

export { resources } from './parameter-resource.ts'

export function handle({ Names = [] }: GetParametersRequest, { cloud }: Call): GetParametersResult {
  const found = Names.map((name) => [name, cloud.ssm.parameter(name)] as const)
  return {
    Parameters: found.flatMap(([, parameter]) => parameter ?? []),
    InvalidParameters: found.flatMap(([name, parameter]) => (parameter ? [] : [name])),
  }
}
