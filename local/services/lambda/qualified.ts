import { invalidParameter } from './errors.ts'
import { functionNameOf } from './function-name.ts'

/** A function's name with the qualifier of the request, which may stand in either place. */
export function qualified(input: { FunctionName?: string | undefined; Qualifier?: string | undefined }): string {
  const { name, qualifier } = functionNameOf(input.FunctionName ?? '')
  if (qualifier && input.Qualifier && qualifier !== input.Qualifier)
    throw invalidParameter('The derived qualifier from the function name does not match the specified qualifier.')
  return `${name}:${input.Qualifier ?? qualifier ?? '$LATEST'}`
}
