import type { Credentials } from '@aws-sdk/client-sts'
import type { Session } from '../iam/sessions.ts'

/** A session in the form STS answers with. */
export const credentialsOf = (session: Session): Credentials => ({
  AccessKeyId: session.accessKeyId,
  SecretAccessKey: session.secretAccessKey,
  SessionToken: session.sessionToken,
  Expiration: session.expiration,
})
