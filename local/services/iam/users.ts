import { nameOf } from '../../arn.ts'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'

/** The user an operation means: the caller where it names none, which only a user can be. */
export function orCaller(name: string | undefined, { principal }: Call): string {
  if (name !== undefined) return name
  if (!principal.roleArn && principal.arn.startsWith('arn:')) return nameOf(principal.arn)
  throw new AwsError('ValidationError', 'Must specify userName when calling with non-User credentials')
}
