import { markWildcards, matches, matchesMarked } from '../wildcard.ts'
import { serviceFacts } from './service-facts.ts'

/**
 * The global keys that the cloud supplies where AWS does; those of tags go on with the name of a tag. Any other has a
 * value on AWS at times and never here. Source: IAM User Guide, AWS global condition context keys.
 */
export const suppliedGlobalKeys: readonly string[] = [
  'aws:CurrentTime',
  'aws:EpochTime',
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:PrincipalIsAWSService',
  'aws:PrincipalServiceName',
  'aws:PrincipalTag',
  'aws:PrincipalType',
  'aws:RequestedRegion',
  'aws:RequestTag',
  'aws:ResourceAccount',
  'aws:ResourceTag',
  'aws:SecureTransport',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceIp',
  'aws:TagKeys',
  'aws:TokenIssueTime',
  'aws:UserAgent',
  'aws:userid',
  'aws:username',
  'aws:ViaAWSService',
]

const supplied: ReadonlySet<string> = new Set(suppliedGlobalKeys.map((key) => key.toLowerCase()))

/** Global keys that AWS sets only for actions which list them. */
const listedGlobalKeys = /^aws:(requesttag\/|resourcetag\/|tagkeys$)/

/** Which condition keys an action knows, as patterns in lower case. */
interface ActionKeys {
  always: string[]
  /** Further keys by the ARN pattern of the resource type that brings them. */
  byResource: { arn: string; keys: string[] }[]
}

const known = new Map<string, ActionKeys>()

/**
 * The condition keys that AWS puts into the context of this action on this resource, out of those on offer: global
 * keys, and those which the Service Authorization Reference lists for the action or for the resource's type. A policy
 * that relies on any other key must fail here as it does on AWS.
 */
export function listedOnly<Value>(
  action: string,
  resource: string,
  keys: Record<string, Value>,
): Record<string, Value> {
  const patterns = patternsFor(action, resource)
  return Object.fromEntries(Object.entries(keys).filter(([key]) => isAmong(patterns, key.toLowerCase())))
}

/**
 * Whether a key in lower case that has no value may have one on AWS: a service's that is listed for this action on this
 * resource, or a global one that the cloud never supplies.
 */
export function mayHaveValue(action: string, resource: string, key: string): boolean {
  if (key.startsWith('aws:')) return !isSupplied(key)
  return isAmong(patternsFor(action, resource), key)
}

const isSupplied = (key: string) => supplied.has(key.split('/', 1)[0] ?? key)

function isAmong(patterns: readonly string[], key: string): boolean {
  if (key.startsWith('aws:') && !listedGlobalKeys.test(key)) return true
  return patterns.some((pattern) => matchesMarked(pattern, key))
}

/** A resource of no listed type, such as `*`, gets the keys of all of them. */
function patternsFor(action: string, resource: string): string[] {
  const name = action.toLowerCase()
  const keys = known.get(name) ?? keysOf(name)
  known.set(name, keys)
  const fitting = keys.byResource.filter(({ arn }) => matches(arn, resource))
  return [...keys.always, ...(fitting.length > 0 ? fitting : keys.byResource).flatMap((type) => type.keys)]
}

function keysOf(action: string): ActionKeys {
  const [prefix = '', name = ''] = action.split(':')
  const { actions, resourceTypes } = serviceFacts(prefix)
  const byResource = (actions[name]?.resourceTypes ?? []).map((type) => {
    const facts = resourceTypes[type.name.toLowerCase()]
    // What the action lists for the type goes before what the type has in general: a new instance has no tags yet.
    const keys = type.conditionKeys.length > 0 ? type.conditionKeys : (facts?.conditionKeys ?? [])
    return { arn: withWildcards(facts?.arn ?? ''), keys: keys.map(keyPattern) }
  })
  return { always: (actions[name]?.conditionKeys ?? []).map(keyPattern), byResource }
}

/** `${TagKey}` and the like stand for any text. */
const withWildcards = (template: string) => template.replace(/\$\{\w+\}/g, '*')

const keyPattern = (template: string) => markWildcards(withWildcards(template).toLowerCase())
