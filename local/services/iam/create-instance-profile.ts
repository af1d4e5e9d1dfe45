import type { CreateInstanceProfileRequest, CreateInstanceProfileResponse } from '@aws-sdk/client-iam'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { taggingNeeds } from '../../tagging-needs.ts'
import { iamArn } from './arn.ts'
import { type InstanceProfile, newId } from './entity.ts'
import { checkName, checkPath } from './names.ts'
import { tag } from './tag-operations.ts'
import { profileView } from './view.ts'

export const resources = ({ InstanceProfileName, Path = '/' }: CreateInstanceProfileRequest, call: Call) => [
  iamArn(call, `instance-profile${Path}${InstanceProfileName}`),
]

export const needs = taggingNeeds('iam:TagInstanceProfile', resources)

export function handle(input: CreateInstanceProfileRequest, call: Call): CreateInstanceProfileResponse {
  const { InstanceProfileName: name = '', Path: path = '/' } = input
  checkName('instanceProfileName', name, 128)
  checkPath(path)
  const { iam, clock } = call.cloud
  if (iam.profiles.has(name)) throw new AwsError('EntityAlreadyExists', `Instance Profile ${name} already exists.`, 409)
  const createdAt = clock.now()
  const profile: InstanceProfile = {
    name,
    path,
    arn: iamArn(call, `instance-profile${path}${name}`),
    id: newId('AIPA'),
    createdAt,
    changedAt: createdAt,
  }
  tag(call, profile.arn, input.Tags)
  iam.profiles.set(name, profile)
  return { InstanceProfile: profileView(call.cloud, profile) }
}
