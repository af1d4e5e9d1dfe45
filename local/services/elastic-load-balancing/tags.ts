import type { Tag } from '@aws-sdk/client-elastic-load-balancing-v2'
import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import type { Need } from '../../operation.ts'
import { type ArnKind, arnKind } from './arn.ts'
import { invalid } from './errors.ts'
import { defaultRuleArn } from './rule.ts'

const mostTags = 50

/** Refuses tags AWS refuses, on top of those a resource has. Throws DuplicateTagKeys, TooManyTags, ValidationError. */
export function checkTags(tags: readonly Tag[], existing: Record<string, string> = {}) {
  const keys = tags.map(({ Key = '' }) => Key)
  for (const key of keys) {
    if (keys.indexOf(key) !== keys.lastIndexOf(key))
      throw new AwsError('DuplicateTagKeys', `Tag key '${key}' was specified more than once`)
    if (key === '' || key.length > 128) throw invalid(`Tag key '${key}' must be between 1 and 128 characters long`)
    if (key.toLowerCase().startsWith('aws:')) throw invalid(`Tag key '${key}' cannot begin with 'aws:'`)
  }
  if (new Set([...Object.keys(existing), ...keys]).size > mostTags)
    throw new AwsError('TooManyTags', `The maximum number of tags is ${mostTags}`)
}

/** Whoever creates with tags must be allowed to tag. Source: Service Authorization Reference, AddTags. */
export function taggingNeeds(action: string, resource: string, tags: readonly Tag[] | undefined): Need[] {
  if (!tags?.length) return []
  const conditions = { 'elasticloadbalancing:CreateAction': action }
  return [{ action: 'elasticloadbalancing:AddTags', resource, conditions }]
}

const notFound: Record<ArnKind, [code: string, noun: string]> = {
  loadBalancer: ['LoadBalancerNotFound', 'Load balancers'],
  targetGroup: ['TargetGroupNotFound', 'Target groups'],
  listener: ['ListenerNotFound', 'Listeners'],
  rule: ['RuleNotFound', 'Rules'],
}

/** Refuses ARNs of resources that are not there. */
export function checkTaggable(cloud: Cloud, arns: readonly string[]) {
  for (const arn of arns) {
    const kind = arnKind(cloud, arn)
    if (kind === undefined) throw invalid(`'${arn}' is not a valid ARN`)
    const [code, noun] = notFound[kind]
    if (!exists(cloud, kind, arn)) throw new AwsError(code, `${noun} '${arn}' not found`)
  }
}

function exists({ elasticLoadBalancing: state }: Cloud, kind: ArnKind, arn: string): boolean {
  if (kind === 'loadBalancer') return state.loadBalancers.has(arn)
  if (kind === 'targetGroup') return state.targetGroup(arn) !== undefined
  return state.listeners.some((listener) =>
    kind === 'listener' ? listener.arn === arn : listener.rules.has(arn) || defaultRuleArn(listener) === arn,
  )
}
