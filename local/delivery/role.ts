import { AwsError } from '../aws-error.ts'
import type { Cloud } from '../cloud.ts'
import type { Principal } from '../services/iam/principal.ts'

/** On whose behalf a service acts. */
export interface Source {
  /** What trust policies see as `aws:SourceArn`. */
  arn: string
  sessionName: string
}

/** A service acting with a role on behalf of one of its resources. Throws AwsError where it may not assume the role. */
export function asRole(cloud: Cloud, service: string, roleArn: string, source: Source): Principal {
  const conditions = { 'aws:SourceArn': source.arn, 'aws:SourceAccount': cloud.account }
  if (!cloud.iam.mayAssume(service, roleArn, conditions))
    throw new AwsError(
      'AccessDenied',
      `The role ${roleArn} does not exist, or its trust policy does not let ${service} assume it.`,
      403,
    )
  return cloud.iam.sessionPrincipal(roleArn, source.sessionName.slice(0, 64))
}
