import type { Service } from '../../operation.ts'
import * as AddRoleToInstanceProfile from './add-role-to-instance-profile.ts'
import * as AttachRolePolicy from './attach-role-policy.ts'
import * as AttachUserPolicy from './attach-user-policy.ts'
import * as CreateAccessKey from './create-access-key.ts'
import * as CreateInstanceProfile from './create-instance-profile.ts'
import * as CreatePolicy from './create-policy.ts'
import * as CreatePolicyVersion from './create-policy-version.ts'
import * as CreateRole from './create-role.ts'
import * as CreateServiceLinkedRole from './create-service-linked-role.ts'
import * as CreateUser from './create-user.ts'
import * as DeleteAccessKey from './delete-access-key.ts'
import * as DeleteInstanceProfile from './delete-instance-profile.ts'
import * as DeletePolicy from './delete-policy.ts'
import * as DeletePolicyVersion from './delete-policy-version.ts'
import * as DeleteRole from './delete-role.ts'
import * as DeleteRolePermissionsBoundary from './delete-role-permissions-boundary.ts'
import * as DeleteRolePolicy from './delete-role-policy.ts'
import * as DeleteServiceLinkedRole from './delete-service-linked-role.ts'
import * as DeleteUser from './delete-user.ts'
import * as DeleteUserPermissionsBoundary from './delete-user-permissions-boundary.ts'
import * as DeleteUserPolicy from './delete-user-policy.ts'
import * as DetachRolePolicy from './detach-role-policy.ts'
import * as DetachUserPolicy from './detach-user-policy.ts'
import * as GetInstanceProfile from './get-instance-profile.ts'
import * as GetPolicy from './get-policy.ts'
import * as GetPolicyVersion from './get-policy-version.ts'
import * as GetRole from './get-role.ts'
import * as GetRolePolicy from './get-role-policy.ts'
import * as GetServiceLinkedRoleDeletionStatus from './get-service-linked-role-deletion-status.ts'
import * as GetUser from './get-user.ts'
import * as GetUserPolicy from './get-user-policy.ts'
import * as ListAccessKeys from './list-access-keys.ts'
import * as ListAttachedRolePolicies from './list-attached-role-policies.ts'
import * as ListAttachedUserPolicies from './list-attached-user-policies.ts'
import * as ListEntitiesForPolicy from './list-entities-for-policy.ts'
import * as ListInstanceProfileTags from './list-instance-profile-tags.ts'
import * as ListInstanceProfiles from './list-instance-profiles.ts'
import * as ListInstanceProfilesForRole from './list-instance-profiles-for-role.ts'
import * as ListPolicies from './list-policies.ts'
import * as ListPolicyTags from './list-policy-tags.ts'
import * as ListPolicyVersions from './list-policy-versions.ts'
import * as ListRolePolicies from './list-role-policies.ts'
import * as ListRoleTags from './list-role-tags.ts'
import * as ListRoles from './list-roles.ts'
import * as ListUserPolicies from './list-user-policies.ts'
import * as ListUserTags from './list-user-tags.ts'
import * as ListUsers from './list-users.ts'
import * as PutRolePermissionsBoundary from './put-role-permissions-boundary.ts'
import * as PutRolePolicy from './put-role-policy.ts'
import * as PutUserPermissionsBoundary from './put-user-permissions-boundary.ts'
import * as PutUserPolicy from './put-user-policy.ts'
import * as RemoveRoleFromInstanceProfile from './remove-role-from-instance-profile.ts'
import * as SetDefaultPolicyVersion from './set-default-policy-version.ts'
import * as TagInstanceProfile from './tag-instance-profile.ts'
import * as TagPolicy from './tag-policy.ts'
import * as TagRole from './tag-role.ts'
import * as TagUser from './tag-user.ts'
import * as UntagInstanceProfile from './untag-instance-profile.ts'
import * as UntagPolicy from './untag-policy.ts'
import * as UntagRole from './untag-role.ts'
import * as UntagUser from './untag-user.ts'
import * as UpdateAccessKey from './update-access-key.ts'
import * as UpdateAssumeRolePolicy from './update-assume-role-policy.ts'
import * as UpdateRole from './update-role.ts'
import * as UpdateRoleDescription from './update-role-description.ts'

export const service: Service = {
  signingName: 'iam',
  iamPrefix: 'iam',
  protocol: 'awsQuery',
  schemas: () => import('@aws-sdk/client-iam'),
  operations: {
    AddRoleToInstanceProfile,
    AttachRolePolicy,
    AttachUserPolicy,
    CreateAccessKey,
    CreateInstanceProfile,
    CreatePolicyVersion,
    CreatePolicy,
    CreateRole,
    CreateServiceLinkedRole,
    CreateUser,
    DeleteAccessKey,
    DeleteInstanceProfile,
    DeletePolicyVersion,
    DeletePolicy,
    DeleteRolePermissionsBoundary,
    DeleteRolePolicy,
    DeleteRole,
    DeleteServiceLinkedRole,
    DeleteUserPermissionsBoundary,
    DeleteUserPolicy,
    DeleteUser,
    DetachRolePolicy,
    DetachUserPolicy,
    GetInstanceProfile,
    GetPolicyVersion,
    GetPolicy,
    GetRolePolicy,
    GetRole,
    GetServiceLinkedRoleDeletionStatus,
    GetUserPolicy,
    GetUser,
    ListAccessKeys,
    ListAttachedRolePolicies,
    ListAttachedUserPolicies,
    ListEntitiesForPolicy,
    ListInstanceProfileTags,
    ListInstanceProfilesForRole,
    ListInstanceProfiles,
    ListPolicies,
    ListPolicyTags,
    ListPolicyVersions,
    ListRolePolicies,
    ListRoleTags,
    ListRoles,
    ListUserPolicies,
    ListUserTags,
    ListUsers,
    PutRolePermissionsBoundary,
    PutRolePolicy,
    PutUserPermissionsBoundary,
    PutUserPolicy,
    RemoveRoleFromInstanceProfile,
    SetDefaultPolicyVersion,
    TagInstanceProfile,
    TagPolicy,
    TagRole,
    TagUser,
    UntagInstanceProfile,
    UntagPolicy,
    UntagRole,
    UntagUser,
    UpdateAccessKey,
    UpdateAssumeRolePolicy,
    UpdateRoleDescription,
    UpdateRole,
  },
}
