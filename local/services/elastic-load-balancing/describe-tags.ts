import type { DescribeTagsInput, DescribeTagsOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Call } from '../../operation.ts'
import { invalid } from './errors.ts'
import { checkTaggable } from './tags.ts'

const mostArns = 20

export function handle({ ResourceArns = [] }: DescribeTagsInput, { cloud }: Call): DescribeTagsOutput {
  if (ResourceArns.length > mostArns) throw invalid(`You can specify up to ${mostArns} resources in a single call`)
  checkTaggable(cloud, ResourceArns)
  return { TagDescriptions: ResourceArns.map((arn) => ({ ResourceArn: arn, Tags: cloud.tags.listOf(arn) })) }
}
