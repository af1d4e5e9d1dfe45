import { AwsError } from '../aws-error.ts'
import type { Cloud } from '../cloud.ts'
import type { MetadataFacts, RoleCredentialsDocument } from './metadata-facts.ts'
import { isoSeconds } from './metadata-tree.ts'

/** EC2 hands out credentials for about six hours and renews them long before they end. */
const lifetimeSeconds = 6 * 3600

interface Issued {
  /** The association and role they were made for. */
  key: string
  renewAt: number
  document: RoleCredentialsDocument
}

/**
 * The role credentials a machine's metadata service hands out: the same until half their life is over or the
 * instance profile's association changes. Sessions live on the wall clock, like the programs that hold them.
 */
export class RoleCredentials {
  readonly #cloud: Cloud
  #issued: Issued | undefined

  constructor(cloud: Cloud) {
    this.#cloud = cloud
  }

  of({ instanceId, profile }: MetadataFacts): RoleCredentialsDocument | undefined {
    if (!profile?.roleArn) return undefined
    const key = `${profile.associationId} ${profile.roleArn}`
    if (this.#issued?.key === key && this.#isGood(this.#issued)) return this.#issued.document
    const document = this.#issue(profile.roleArn, instanceId)
    const renewAt = document.Code === 'Success' ? Date.now() + (lifetimeSeconds / 2) * 1000 : 0
    this.#issued = { key, renewAt, document }
    return document
  }

  /** A session dies with its role, even if another of the same name takes its place. */
  #isGood({ renewAt, document }: Issued): boolean {
    return Date.now() < renewAt && this.#cloud.iam.principalOf(document.AccessKeyId ?? '') !== undefined
  }

  #issue(roleArn: string, instanceId: string): RoleCredentialsDocument {
    const LastUpdated = isoSeconds(new Date())
    const { iam } = this.#cloud
    try {
      if (!iam.mayAssume('ec2.amazonaws.com', roleArn)) return unauthorized(roleArn, LastUpdated)
      const session = iam.issueSession(roleArn, instanceId, lifetimeSeconds)
      return {
        Code: 'Success',
        LastUpdated,
        Type: 'AWS-HMAC',
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        Token: session.sessionToken,
        Expiration: isoSeconds(session.expiration),
      }
    } catch (error) {
      if (error instanceof AwsError) return unauthorized(roleArn, LastUpdated)
      throw error
    }
  }
}

function unauthorized(roleArn: string, LastUpdated: string): RoleCredentialsDocument {
  const Message = `EC2 cannot assume the role ${roleArn.split('/').at(-1)}. Please see documentation at https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc.`
  return { Code: 'AssumeRoleUnauthorizedAccess', Message, LastUpdated }
}
