import type { UntagResourceRequest } from '@aws-sdk/client-cloudwatch-logs'
import type { Call } from '../../operation.ts'

export const resources = ({ resourceArn = '' }: UntagResourceRequest) => [resourceArn]

export function handle({ resourceArn, tagKeys = [] }: UntagResourceRequest, { cloud }: Call) {
  cloud.tags.remove(cloud.logs.arnOf(cloud.logs.group(resourceArn).name), tagKeys)
}
