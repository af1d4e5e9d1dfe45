import type { CreateRoleRequest, CreateRoleResponse } from '@aws-sdk/client-iam'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { taggingNeeds } from '../../tagging-needs.ts'
import { iamArn } from './arn.ts'
import { boundaryKey, setBoundary } from './boundary.ts'
import { readTrustPolicy } from './documents.ts'
import { newId, type Role } from './entity.ts'
import { checkName, checkPath } from './names.ts'
import { tag } from './tag-operations.ts'
import { roleView } from './view.ts'

export const resources = ({ RoleName, Path = '/' }: CreateRoleRequest, call: Call) => [
  iamArn(call, `role${Path}${RoleName}`),
]

export const needs = taggingNeeds('iam:TagRole', resources)

export const conditions = ({ PermissionsBoundary }: CreateRoleRequest) => boundaryKey(PermissionsBoundary)

export function handle(input: CreateRoleRequest, call: Call): CreateRoleResponse {
  const { RoleName: name = '', Path: path = '/', Description } = input
  checkName('roleName', name, 64)
  checkPath(path)
  const { iam, clock } = call.cloud
  if (iam.roles.has(name)) throw new AwsError('EntityAlreadyExists', `Role with name ${name} already exists.`, 409)
  const role: Role = {
    kind: 'role',
    name,
    path,
    arn: iamArn(call, `role${path}${name}`),
    id: newId('AROA'),
    createdAt: clock.now(),
    trust: readTrustPolicy(call, input.AssumeRolePolicyDocument),
    maxSessionSeconds: sessionSeconds(input.MaxSessionDuration),
    inline: new Map(),
    attached: new Set(),
    ...(Description !== undefined && { description: Description }),
  }
  if (input.PermissionsBoundary) setBoundary(call, role, input.PermissionsBoundary)
  tag(call, role.arn, input.Tags)
  iam.roles.set(name, role)
  return { Role: roleView(call.cloud, role) }
}

/** The longest session of a role, between one hour, the default, and twelve. */
export function sessionSeconds(seconds = 3600): number {
  if (seconds >= 3600 && seconds <= 43_200) return seconds
  throw new AwsError(
    'ValidationError',
    `1 validation error detected: Value '${seconds}' at 'maxSessionDuration' failed to satisfy constraint: Member must have value ${seconds < 3600 ? 'greater than or equal to 3600' : 'less than or equal to 43200'}`,
  )
}
