import type { CreateUserRequest, CreateUserResponse } from '@aws-sdk/client-iam'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { taggingNeeds } from '../../tagging-needs.ts'
import { iamArn } from './arn.ts'
import { boundaryKey, setBoundary } from './boundary.ts'
import { newId, type User } from './entity.ts'
import { checkName, checkPath } from './names.ts'
import { tag } from './tag-operations.ts'
import { userView } from './view.ts'

export const resources = ({ UserName, Path = '/' }: CreateUserRequest, call: Call) => [
  iamArn(call, `user${Path}${UserName}`),
]

export const needs = taggingNeeds('iam:TagUser', resources)

export const conditions = ({ PermissionsBoundary }: CreateUserRequest) => boundaryKey(PermissionsBoundary)

export function handle(input: CreateUserRequest, call: Call): CreateUserResponse {
  const { UserName: name = '', Path: path = '/' } = input
  checkName('userName', name, 64)
  checkPath(path)
  const { iam, clock } = call.cloud
  if (iam.users.has(name)) throw new AwsError('EntityAlreadyExists', `User with name ${name} already exists.`, 409)
  const user: User = {
    kind: 'user',
    name,
    path,
    arn: iamArn(call, `user${path}${name}`),
    id: newId('AIDA'),
    createdAt: clock.now(),
    inline: new Map(),
    attached: new Set(),
  }
  if (input.PermissionsBoundary) setBoundary(call, user, input.PermissionsBoundary)
  tag(call, user.arn, input.Tags)
  iam.users.set(name, user)
  return { User: userView(call.cloud, user) }
}
