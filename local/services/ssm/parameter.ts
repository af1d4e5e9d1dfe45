import { AwsError } from '../../aws-error.ts'

/** One version of a parameter. */
export interface ParameterVersion {
  value: string
  type: 'String' | 'StringList' | 'SecureString'
  version: number
  /** Cloud time in milliseconds. */
  modifiedAt: number
  modifiedBy: string
  description: string | undefined
  allowedPattern: string | undefined
}

const nameForm = /^[a-zA-Z0-9_.\-/]+$/

/** Refuses a name that Parameter Store would not take. Source: AWS Systems Manager API, PutParameter. */
export function checkName(name: string) {
  if (!nameForm.test(name))
    throw new AwsError(
      'ValidationException',
      'Parameter name: can only include the following characters: a-zA-Z0-9_.-/',
    )
  if (name.includes('/') && !name.startsWith('/'))
    throw new AwsError('ValidationException', 'Parameter name must be a fully qualified name.')
  if (/^\/?(aws|ssm)/i.test(name))
    throw new AwsError(
      'ValidationException',
      `Parameter name: can't be prefixed with "ssm" or "aws" (case-insensitive).`,
    )
  if (name.split('/').length - 1 > 15)
    throw new AwsError('HierarchyLevelLimitExceededException', 'A parameter name can have at most 15 levels.')
}

/** Refuses a value that is too long for the standard tier or does not match its own pattern. */
export function checkValue(value: string, tier: string | undefined, allowedPattern: string | undefined) {
  const limit = tier === 'Advanced' ? 8192 : 4096
  if (value === '')
    throw new AwsError(
      'ValidationException',
      "1 validation error detected: Value at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1",
    )
  if (Buffer.byteLength(value) > limit)
    throw new AwsError(
      'ValidationException',
      `Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.`,
    )
  if (allowedPattern && !new RegExp(allowedPattern).test(value))
    throw new AwsError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${allowedPattern}`,
    )
}
