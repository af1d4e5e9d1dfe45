import type { Tag } from '@aws-sdk/client-ec2'
import { nameOf } from '../../arn.ts'

/** A call that tags or untags one resource with its own service's API. */
interface Request {
  /** The service in its own spelling, as requests are signed for it. */
  signingName: string
  operation: string
  input: Record<string, unknown>
}

/** How one service tags its resources. */
interface Tagging {
  tag(arn: string, tags: Record<string, string>): Request
  untag(arn: string, keys: readonly string[]): Request
}

/** The member of the request that names the resource, and whether tags are a map, or a list of which spelling. */
type Form = [arnMember: string, tagsMember: string, keysMember: string, shape: 'map' | 'Key' | 'key']

const pairs = (tags: Record<string, string>): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))

function byTagResource(signingName: string, [arnMember, tagsMember, keysMember, shape]: Form): Tagging {
  const spelled = (tags: Record<string, string>) => {
    if (shape === 'map') return tags
    return shape === 'Key' ? pairs(tags) : Object.entries(tags).map(([key, value]) => ({ key, value }))
  }
  return {
    tag: (arn, tags) => ({
      signingName,
      operation: 'TagResource',
      input: { [arnMember]: arn, [tagsMember]: spelled(tags) },
    }),
    untag: (arn, keys) => ({
      signingName,
      operation: 'UntagResource',
      input: { [arnMember]: arn, [keysMember]: [...keys] },
    }),
  }
}

const ec2: Tagging = {
  tag: (arn, tags) => ({
    signingName: 'ec2',
    operation: 'CreateTags',
    input: { Resources: [nameOf(arn)], Tags: pairs(tags) },
  }),
  untag: (arn, keys) => ({
    signingName: 'ec2',
    operation: 'DeleteTags',
    input: { Resources: [nameOf(arn)], Tags: keys.map((Key) => ({ Key })) },
  }),
}

const elasticLoadBalancing: Tagging = {
  tag: (arn, tags) => ({
    signingName: 'elasticloadbalancing',
    operation: 'AddTags',
    input: { ResourceArns: [arn], Tags: pairs(tags) },
  }),
  untag: (arn, keys) => ({
    signingName: 'elasticloadbalancing',
    operation: 'RemoveTags',
    input: { ResourceArns: [arn], TagKeys: [...keys] },
  }),
}

/** A parameter's ARN has one slash between its type and a name that begins with a slash. */
const parameterOf = (arn: string) => ({
  ResourceType: 'Parameter',
  ResourceId: arn.slice(arn.indexOf(':parameter/') + ':parameter'.length),
})

const ssm: Tagging = {
  tag: (arn, tags) => ({
    signingName: 'ssm',
    operation: 'AddTagsToResource',
    input: { ...parameterOf(arn), Tags: pairs(tags) },
  }),
  untag: (arn, keys) => ({
    signingName: 'ssm',
    operation: 'RemoveTagsFromResource',
    input: { ...parameterOf(arn), TagKeys: [...keys] },
  }),
}

const sqs: Tagging = {
  tag: (arn, tags) => ({ signingName: 'sqs', operation: 'TagQueue', input: { QueueUrl: arn, Tags: tags } }),
  untag: (arn, keys) => ({ signingName: 'sqs', operation: 'UntagQueue', input: { QueueUrl: arn, TagKeys: [...keys] } }),
}

/** By the service in a resource's ARN. */
export const taggingOf: Readonly<Record<string, Tagging>> = {
  cloudwatch: byTagResource('monitoring', ['ResourceARN', 'Tags', 'TagKeys', 'Key']),
  dynamodb: byTagResource('dynamodb', ['ResourceArn', 'Tags', 'TagKeys', 'Key']),
  ec2,
  elasticloadbalancing: elasticLoadBalancing,
  events: byTagResource('events', ['ResourceARN', 'Tags', 'TagKeys', 'Key']),
  lambda: byTagResource('lambda', ['Resource', 'Tags', 'TagKeys', 'map']),
  logs: byTagResource('logs', ['resourceArn', 'tags', 'tagKeys', 'map']),
  scheduler: byTagResource('scheduler', ['ResourceArn', 'Tags', 'TagKeys', 'Key']),
  sqs,
  ssm,
  states: byTagResource('states', ['resourceArn', 'tags', 'tagKeys', 'key']),
}
