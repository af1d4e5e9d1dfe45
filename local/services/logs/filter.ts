import { AwsError } from '../../aws-error.ts'

/** Tells whether a log message passes. */
export type Filter = (message: string) => boolean

export function invalidPattern(why: string): AwsError {
  return new AwsError('InvalidParameterException', `Invalid filter pattern: ${why}`)
}
