import type { CreateLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { taggingNeeds } from '../../tagging-needs.ts'
import { checkGroupName, groupResources } from './names.ts'

export { groupResources as resources } from './names.ts'

export const needs = taggingNeeds('logs:TagResource', groupResources)

export function handle(input: CreateLogGroupRequest, { cloud }: Call) {
  const { logGroupName: name = '', logGroupClass, kmsKeyId, tags } = input
  checkGroupName(name)
  if (cloud.logs.groups.has(name))
    throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists')
  cloud.logs.createGroup({ name, kmsKeyId, logGroupClass: logGroupClass ?? 'STANDARD' })
  if (tags) cloud.tags.add(cloud.logs.arnOf(name), tags)
}
