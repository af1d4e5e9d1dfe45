import type { UntagResourceRequest } from '@aws-sdk/client-lambda'
import type { Call } from '../../operation.ts'

export const resources = ({ Resource = '' }: UntagResourceRequest) => [Resource]

export function handle({ Resource = '', TagKeys = [] }: UntagResourceRequest, { cloud }: Call) {
  cloud.tags.remove(cloud.lambda.entry(Resource).deployed.arn, TagKeys)
}
