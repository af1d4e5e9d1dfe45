import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'

type Tagged = { ResourceType?: string | undefined; ResourceId?: string | undefined }

/** The ARN of the parameter whose tags an operation reads or changes. */
export function taggedParameter(cloud: Cloud, { ResourceType, ResourceId = '' }: Tagged): string {
  if (ResourceType !== 'Parameter')
    throw new AwsError('InvalidResourceType', `${ResourceType} is not supported by this cloud.`)
  if (cloud.ssm.versions(ResourceId).length === 0)
    throw new AwsError(
      'InvalidResourceId',
      'The resource ID is not valid. Verify that you entered the correct ID and try again.',
    )
  return cloud.ssm.arnOf(ResourceId)
}
