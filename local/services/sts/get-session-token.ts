import type { GetSessionTokenRequest, GetSessionTokenResponse } from '@aws-sdk/client-sts'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { credentialsOf } from './credentials.ts'

/** No permission is needed to get temporary credentials for oneself. */
export const resources = () => []

const twelveHoursSeconds = 43_200

export function handle(input: GetSessionTokenRequest, { cloud, principal }: Call): GetSessionTokenResponse {
  const { DurationSeconds = twelveHoursSeconds } = input
  if (principal.roleArn || principal.isUserSession)
    throw new AwsError('AccessDenied', 'Cannot call GetSessionToken with session credentials', 403)
  return { Credentials: credentialsOf(cloud.iam.issueToken(principal, DurationSeconds)) }
}
