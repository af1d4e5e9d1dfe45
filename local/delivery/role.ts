import { AwsError } from '../aws-error.ts'
import type { Cloud } from '../cloud.ts'
import { nameOf } from '../services/iam/entity.ts'
import type { Principal } from '../services/iam/principal.ts'

/** A service acting with a role on behalf of one of its resources. Throws AwsError where it may not assume the role. */
export function asRole(cloud: Cloud, service: string, roleArn: string, sourceArn: string): Principal {
  const conditions = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': cloud.account }
  if (!cloud.iam.mayAssume(service, roleArn, conditions))
    throw new AwsError(
      'AccessDenied',
      `The role ${roleArn} does not exist, or its trust policy does not let ${service} assume it.`,
      403,
    )
  return cloud.iam.sessionPrincipal(roleArn, nameOf(sourceArn).slice(0, 64))
}
