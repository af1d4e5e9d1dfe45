import type { TemplateResource } from './assembly.ts'
import { referencesOf } from './expression.ts'

/** Throws for a resource that depends on one which the template does not have, whatever the conditions. */
export function requireDependencies(resources: Readonly<Record<string, TemplateResource>>) {
  const needed = Object.values(resources).flatMap(({ DependsOn = [] }) => DependsOn)
  const missing = needed.filter((logicalId) => !Object.hasOwn(resources, logicalId))
  if (missing.length === 0) return
  const names = missing.join(', ')
  throw new Error(`Template format error: Unresolved resource dependencies [${names}] in the Resources block`)
}

/** The resources, each after those it refers to or depends on. Throws for a circle. */
export function creationOrder(resources: Readonly<Record<string, TemplateResource>>): string[] {
  const ordered = new Set<string>()
  const visit = (logicalId: string, above: readonly string[]) => {
    const resource = resources[logicalId]
    if (!resource || ordered.has(logicalId)) return
    if (above.includes(logicalId)) {
      throw new Error(`Circular dependency between resources: [${[...above, logicalId].join(', ')}]`)
    }
    const needed = [...referencesOf(resource.Properties), ...[resource.DependsOn ?? []].flat()]
    for (const each of new Set(needed)) visit(each, [...above, logicalId])
    ordered.add(logicalId)
  }
  for (const logicalId of Object.keys(resources)) visit(logicalId, [])
  return [...ordered]
}
