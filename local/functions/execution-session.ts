import { AwsError } from '../aws-error.ts'
import type { Cloud } from '../cloud.ts'
import type { Session } from '../services/iam/sessions.ts'
import type { LambdaFunction } from './lambda-function.ts'

/** How long the credentials of an environment last, as Lambda's. */
const credentialSeconds = 12 * 3600

/** Credentials of a function's role. Throws AccessDeniedException where the role is gone or no longer trusts Lambda. */
export function executionSession({ iam }: Pick<Cloud, 'iam'>, { roleArn, name }: LambdaFunction): Session {
  if (iam.mayAssume('lambda.amazonaws.com', roleArn)) return iam.issueSession(roleArn, name, credentialSeconds)
  throw new AwsError('AccessDeniedException', 'The role defined for the function cannot be assumed by Lambda.', 403)
}
