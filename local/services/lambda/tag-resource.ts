import type { TagResourceRequest } from '@aws-sdk/client-lambda'
import type { Call } from '../../operation.ts'

export const resources = ({ Resource = '' }: TagResourceRequest) => [Resource]

export function handle({ Resource = '', Tags = {} }: TagResourceRequest, { cloud }: Call) {
  cloud.tags.add(cloud.lambda.entry(Resource).deployed.arn, Tags)
}
