import type { ListTagsRequest, ListTagsResponse } from '@aws-sdk/client-lambda'
import type { Call } from '../../operation.ts'

export const resources = ({ Resource = '' }: ListTagsRequest) => [Resource]

export function handle({ Resource = '' }: ListTagsRequest, { cloud }: Call): ListTagsResponse {
  return { Tags: cloud.tags.of(cloud.lambda.entry(Resource).deployed.arn) }
}
