import type { DeleteParameterRequest } from '@aws-sdk/client-ssm'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'

export { resources } from './parameter-resource.ts'

export function handle(input: DeleteParameterRequest, { cloud }: Call) {
  if (!cloud.ssm.delete(input.Name ?? '')) throw new AwsError('ParameterNotFound', '')
}
