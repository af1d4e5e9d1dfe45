import { AwsError } from '../../aws-error.ts'
import { boundedSearch, EndlessSearch } from '../../bounded-search.ts'

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
  tier: Tier
}

export type Tier = 'Standard' | 'Advanced'

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

const standardBytes = 4096
const advancedBytes = 8192

/** The tier a value goes into. An advanced parameter stays one. Throws for a value that is too long for its tier. */
export function tierFor(value: string, asked: string | undefined, last: Tier | undefined): Tier {
  const bytes = Buffer.byteLength(value)
  if (bytes > advancedBytes)
    throw new AwsError(
      'ValidationException',
      'Advanced tier parameters support a maximum parameter value of 8192 characters.',
    )
  if (asked === 'Standard' && last === 'Advanced')
    throw new AwsError(
      'ValidationException',
      'This parameter uses the advanced-parameter tier. You cannot downgrade a parameter from the advanced-parameter tier to the standard-parameter tier.',
    )
  if (asked === 'Advanced' || last === 'Advanced') return 'Advanced'
  if (bytes <= standardBytes) return 'Standard'
  if (asked === 'Intelligent-Tiering') return 'Advanced'
  throw new AwsError(
    'ValidationException',
    `Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier.`,
  )
}

/** Refuses a value that is empty or does not match its own pattern. */
export function checkValue(value: string, allowedPattern: string | undefined) {
  if (value === '')
    throw new AwsError(
      'ValidationException',
      "1 validation error detected: Value at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1",
    )
  if (allowedPattern && !fits(value, allowedPattern))
    throw new AwsError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${allowedPattern}`,
    )
}

function fits(value: string, pattern: string): boolean {
  const expression = readPattern(pattern)
  try {
    return boundedSearch(() => expression.test(value))
  } catch (thrown) {
    throw thrown instanceof EndlessSearch ? invalidPattern(`The pattern ${pattern} takes too long to match.`) : thrown
  }
}

function readPattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern)
  } catch {
    throw invalidPattern(`The pattern ${pattern} is not a valid regular expression.`)
  }
}

function invalidPattern(message: string): AwsError {
  return new AwsError('InvalidAllowedPatternException', message)
}
