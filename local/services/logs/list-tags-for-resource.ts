import type { ListTagsForResourceRequest, ListTagsForResourceResponse } from '@aws-sdk/client-cloudwatch-logs'
import type { Call } from '../../operation.ts'

export const resources = ({ resourceArn = '' }: ListTagsForResourceRequest) => [resourceArn]

export function handle({ resourceArn }: ListTagsForResourceRequest, { cloud }: Call): ListTagsForResourceResponse {
  return { tags: cloud.tags.of(cloud.logs.arnOf(cloud.logs.group(resourceArn).name)) }
}
