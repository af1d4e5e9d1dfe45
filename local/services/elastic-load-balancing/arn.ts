import { randomBytes } from 'node:crypto'
import type { Cloud } from '../../cloud.ts'
import { invalid } from './errors.ts'

const kinds = {
  loadBalancer: { pattern: /^loadbalancer\/(app|net|gwy)\/[^/]+\/[^/]+$/, noun: 'load balancer' },
  targetGroup: { pattern: /^targetgroup\/[^/]+\/[^/]+$/, noun: 'target group' },
  listener: { pattern: /^listener\/(app|net|gwy)\/[^/]+\/[^/]+\/[^/]+$/, noun: 'listener' },
  rule: { pattern: /^listener-rule\/(app|net)\/[^/]+\/[^/]+\/[^/]+\/[^/]+$/, noun: 'listener rule' },
} as const

export type ArnKind = keyof typeof kinds

export function newArn({ region, account }: Cloud, resource: string): string {
  return `arn:aws:elasticloadbalancing:${region}:${account}:${resource}`
}

/** The last part of a new ARN, as AWS makes it. */
export function newId(): string {
  return randomBytes(8).toString('hex')
}

/** The kind of resource an ARN of this region and account names; undefined for any other text. */
export function arnKind(cloud: Cloud, arn: string): ArnKind | undefined {
  const prefix = newArn(cloud, '')
  if (!arn.startsWith(prefix)) return undefined
  const resource = arn.slice(prefix.length)
  return (Object.keys(kinds) as ArnKind[]).find((kind) => kinds[kind].pattern.test(resource))
}

/** Throws where the text can't be the ARN of such a resource here. */
export function checkArn(cloud: Cloud, arn: string, kind: ArnKind): string {
  if (arnKind(cloud, arn) !== kind) throw invalid(`'${arn}' is not a valid ${kinds[kind].noun} ARN`)
  return arn
}
