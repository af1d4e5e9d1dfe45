import type { CreateTagsRequest } from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { checkTags } from './requests/tag-specifications.ts'
import { requireTaggables, taggableArns } from './resources/taggable.ts'

const tagLimit = 50

/** Sets tags on resources, all or, when one of them is not there, none. */
export function handle({ Resources = [], Tags = [] }: CreateTagsRequest, { cloud }: Call): Record<string, never> {
  const { ec2, tags } = cloud
  if (Tags.length === 0) throw new AwsError('MissingParameter', 'The request must contain the parameter tagSet')
  requireTaggables(ec2, Resources)
  checkTags(Tags)
  const arns = taggableArns(ec2, Resources)
  for (const arn of arns) {
    const keys = new Set(
      [...Object.keys(tags.of(arn)), ...Tags.map(({ Key }) => Key)].filter((key) => !key?.startsWith('aws:')),
    )
    if (keys.size > tagLimit)
      throw new AwsError('TagLimitExceeded', 'The maximum number of tags for this resource has been reached.')
  }
  for (const arn of arns) tags.add(arn, Tags)
  return {}
}

export function resources({ Resources = [] }: CreateTagsRequest, { cloud: { ec2 } }: Call): string[] {
  return taggableArns(ec2, Resources)
}
