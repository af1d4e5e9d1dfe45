import { AwsError } from '../../../aws-error.ts'

/** EC2's error for what this cloud does not do. */
export function unsupported(message: string): AwsError {
  return new AwsError('UnsupportedOperation', message)
}
