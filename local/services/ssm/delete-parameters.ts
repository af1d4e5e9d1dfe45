import type { DeleteParametersRequest, DeleteParametersResult } from '@aws-sdk/client-ssm'
import type { Call } from '../../operation.ts'

export { resources } from './parameter-resource.ts'

export function handle({ Names = [] }: DeleteParametersRequest, { cloud }: Call): DeleteParametersResult {
  const deleted = Names.map((name) => [name, cloud.ssm.delete(name)] as const)
  return {
    DeletedParameters: deleted.flatMap(([name, done]) => (done ? [name] : [])),
    InvalidParameters: deleted.flatMap(([name, done]) => (done ? [] : [name])),
  }
}
