import { serviceFacts } from './service-facts.ts'
import { markWildcards, matches, matchesMarked } from './wildcard.ts'

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

/** Whether AWS puts this key of a service, in lower case, into the context of this action on this resource. */
export function isListed(action: string, resource: string, key: string): boolean {
  return !key.startsWith('aws:') && isAmong(patternsFor(action, resource), key)
}

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
