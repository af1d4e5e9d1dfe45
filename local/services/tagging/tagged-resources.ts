import type { Cloud } from '../../cloud.ts'

/** A resource that has or once had tags. */
export interface TaggedResource {
  arn: string
  tags: Record<string, string>
}

/**
 * The resources this API knows, by ARN. As on AWS, Auto Scaling groups, IAM users and IAM roles are not among them, and
 * the rest of IAM only in us-east-1. Unlike on AWS a deleted resource is forgotten at once.
 */
export function taggedResources({ tags, region }: Cloud): TaggedResource[] {
  return [...tags.all()]
    .map(([arn, own]) => ({ arn, tags: own }))
    .filter(({ arn }) => isKnown(arn, region))
    .sort((a, b) => (a.arn < b.arn ? -1 : 1))
}

function isKnown(arn: string, region: string): boolean {
  const [, , service, , , resource = ''] = arn.split(':')
  if (service === 'autoscaling') return false
  return service !== 'iam' || (region === 'us-east-1' && !/^(user|role)\//.test(resource))
}

/** The type of a resource as filters spell it: `dynamodb:table`, or `s3` where the service has but one. */
export function resourceTypeOf(arn: string): { service: string; type: string } {
  const [, , service = '', , , ...rest] = arn.split(':')
  const resource = rest.join(':')
  const type = /^([\w-]+)[/:]/.exec(resource)?.[1] ?? ''
  return { service, type: type || (service === 's3' ? 'bucket' : service === 'sqs' ? 'queue' : '') }
}
