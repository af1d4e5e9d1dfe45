import type { Call } from '../../operation.ts'
import { functionNameOf } from './function-name.ts'

/** The function that an operation touches, as policies name it. */
export function resources({ FunctionName = '' }: { FunctionName?: string | undefined }, { cloud }: Call): string[] {
  return [cloud.lambda.arnOf(functionNameOf(FunctionName).name)]
}
