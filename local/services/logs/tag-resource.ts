import type { TagResourceRequest } from '@aws-sdk/client-cloudwatch-logs'
import type { Call } from '../../operation.ts'

export const resources = ({ resourceArn = '' }: TagResourceRequest) => [resourceArn]

export function handle({ resourceArn, tags = {} }: TagResourceRequest, { cloud }: Call) {
  cloud.tags.add(cloud.logs.arnOf(cloud.logs.group(resourceArn).name), tags)
}
