import type * as Iam from '@aws-sdk/client-iam'
import type { Cloud } from '../../cloud.ts'
import type { Policy } from '../../policy/document.ts'
import type { Identity, InstanceProfile, ManagedPolicy, PolicyVersion, Role, User } from './entity.ts'

/** IAM answers policies in URL encoding (RFC 3986). */
export const encoded = ({ text }: Policy) => encodeURIComponent(text)

const named = ({ arn, path, createdAt }: Identity | InstanceProfile | ManagedPolicy) => ({
  Arn: arn,
  Path: path,
  CreateDate: new Date(createdAt),
})

/** What lists say of a role: no tags and no boundary. */
export const roleSummary = (role: Role) => ({
  ...named(role),
  RoleName: role.name,
  RoleId: role.id,
  AssumeRolePolicyDocument: encoded(role.trust),
  MaxSessionDuration: role.maxSessionSeconds,
  ...(role.description !== undefined && { Description: role.description }),
})

export const roleView = (cloud: Cloud, role: Role): Iam.Role => ({
  ...roleSummary(role),
  ...attributes(cloud, role),
  RoleLastUsed: role.lastUsedAt === undefined ? {} : { LastUsedDate: new Date(role.lastUsedAt), Region: cloud.region },
})

export const userSummary = (user: User) => ({ ...named(user), UserName: user.name, UserId: user.id })

export const userView = (cloud: Cloud, user: User): Iam.User => ({ ...userSummary(user), ...attributes(cloud, user) })

function attributes(cloud: Cloud, { arn, boundaryArn }: Identity) {
  const Tags = cloud.tags.listOf(arn)
  return {
    ...(boundaryArn && {
      PermissionsBoundary: {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy' as const,
        PermissionsBoundaryArn: boundaryArn,
      },
    }),
    ...(Tags.length > 0 && { Tags }),
  }
}

export function profileSummary(cloud: Cloud, profile: InstanceProfile): Iam.InstanceProfile {
  const role = profile.roleArn && cloud.iam.role(profile.roleArn)
  return {
    ...named(profile),
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Roles: role ? [roleSummary(role)] : [],
  }
}

export function profileView(cloud: Cloud, profile: InstanceProfile): Iam.InstanceProfile {
  const Tags = cloud.tags.listOf(profile.arn)
  return { ...profileSummary(cloud, profile), ...(Tags.length > 0 && { Tags }) }
}

/** What lists say of a managed policy: no description and no tags. */
export const policySummary = (cloud: Cloud, policy: ManagedPolicy): Iam.Policy => ({
  ...named(policy),
  PolicyName: policy.name,
  PolicyId: policy.id,
  DefaultVersionId: policy.defaultVersionId,
  AttachmentCount: cloud.iam.holdersOf(policy.arn).length,
  PermissionsBoundaryUsageCount: cloud.iam.boundedBy(policy.arn).length,
  IsAttachable: true,
  UpdateDate: new Date(policy.updatedAt),
})

export function policyView(cloud: Cloud, policy: ManagedPolicy): Iam.Policy {
  const Tags = cloud.tags.listOf(policy.arn)
  return {
    ...policySummary(cloud, policy),
    ...(policy.description !== undefined && { Description: policy.description }),
    ...(Tags.length > 0 && { Tags }),
  }
}

/** What lists say of a version: not its document. */
export const versionSummary = (policy: ManagedPolicy, version: PolicyVersion): Iam.PolicyVersion => ({
  VersionId: version.id,
  IsDefaultVersion: version.id === policy.defaultVersionId,
  CreateDate: new Date(version.createdAt),
})
