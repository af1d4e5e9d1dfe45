import type { GetParametersRequest, GetParametersResult } from '@aws-sdk/client-ssm'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'

export { resources } from './parameter-resource.ts'

export function handle({ Names = [] }: GetParametersRequest, { cloud }: Call): GetParametersResult {
  if (Names.length > 10)
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '[${Names.join(', ')}]' at 'names' failed to satisfy constraint: Member must have length less than or equal to 10`,
    )
  const found = Names.map((name) => [name, cloud.ssm.parameter(name)] as const)
  return {
    Parameters: found.flatMap(([, parameter]) => parameter ?? []),
    InvalidParameters: found.flatMap(([name, parameter]) => (parameter ? [] : [name])),
  }
}
