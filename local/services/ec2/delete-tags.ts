import type { DeleteTagsRequest } from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { requireTaggables, taggableArns } from './resources/taggable.ts'

/** Takes tags off resources: those of a key, only if the value is the same where one is given; without tags all. */
export function handle({ Resources = [], Tags }: DeleteTagsRequest, { cloud }: Call): Record<string, never> {
  const { ec2, tags } = cloud
  requireTaggables(ec2, Resources)
  if (Tags?.some(({ Key }) => Key?.startsWith('aws:')))
    throw new AwsError('InvalidParameterValue', `Tag keys starting with 'aws:' are reserved for internal use`)
  for (const arn of taggableArns(ec2, Resources)) {
    const present = tags.of(arn)
    const wanted =
      Tags ??
      Object.keys(present)
        .filter((key) => !key.startsWith('aws:'))
        .map((Key) => ({ Key, Value: undefined }))
    const matching = wanted.filter(
      ({ Key, Value }) => Key !== undefined && (Value === undefined || present[Key] === Value),
    )
    tags.remove(
      arn,
      matching.flatMap(({ Key }) => Key ?? []),
    )
  }
  return {}
}

export function resources({ Resources = [] }: DeleteTagsRequest, { cloud: { ec2 } }: Call): string[] {
  return taggableArns(ec2, Resources)
}
