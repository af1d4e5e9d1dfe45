import { AwsError } from '../../aws-error.ts'

export function invalidParameter(message: string, code = 'InvalidParameterValueException'): AwsError {
  return new AwsError(code, message, 400, { Type: 'User' })
}

/** Throws for a parameter that would change what the function does and that this cloud can't honour. */
export function refuse(parameter: string, value: unknown) {
  if (value) throw invalidParameter(`${parameter} is not supported by this cloud.`)
}
