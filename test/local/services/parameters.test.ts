import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { NormalizedSchema } from '@smithy/core/schema'
import type { Service } from '../../../local/operation.ts'
import { modelOf } from '../../../local/protocols/model.ts'

interface Lists {
  ignored?: Record<string, string[]>
  refused?: Record<string, string[]>
  partlyRefused?: Record<string, string[]>
}

const root = 'local/services'
const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
const loaded = await Promise.all(
  folders.map(async ({ name }) => {
    const { service } = (await import(`../../../local/services/${name}/service.ts`)) as { service: Service }
    const hasLists = existsSync(join(root, name, 'fidelity.ts'))
    const lists = hasLists ? ((await import(`../../../local/services/${name}/fidelity.ts`)) as Lists) : {}
    const { ignored = {}, refused = {}, partlyRefused = {} } = lists
    return { folder: name, service, ignored, refused, partlyRefused }
  }),
)

/** Members that are passed on whole, kept and shown, or dealt with for all operations alike. */
const dealtWith = [
  'AlarmDescription',
  'ContentLength',
  'DryRun',
  'LaunchTemplateData',
  'LifecycleConfiguration.Rules.ID',
  'StartExecution.name',
  'Tags.Key',
  'Tags.Value',
  'TagSet.Value',
]

/** Operations that dynalite carries out: whatever they hold is passed on. */
const dynalites = /^(Batch(Get|Write)Item|CreateTable|(Delete|Get|Put|Update)Item|Query|Scan)$/

/** Parameters that come with a launch template, not with the operation itself. */
const ofTemplates: Record<string, string[]> = { RunInstances: ['InstanceRequirements'] }

/** Files that work for an operation through the state of its service. */
const workers: Record<string, string> = {
  CreateSchedule: 'invocation.ts',
  PutTargets: 'delivery.ts',
  RunInstances: 'resources/launch-plan.ts',
  UpdateSchedule: 'invocation.ts',
}

/** The code of an operation and of every file of its service that it imports, however deep, without comments. */
function sourceOf(folder: string, operation: string): string {
  const plain = (name: string) => name.replaceAll('-', '').toLowerCase()
  const first = readdirSync(join(root, folder)).find((file) => plain(file) === `${operation.toLowerCase()}.ts`)
  const seen = new Map<string, string>()
  const read = (file: string) => {
    if (seen.has(file) || !file.startsWith(join(root)) || /(state|service|ignored)\.ts$/.test(file)) return
    const source = readFileSync(file, 'utf8').replaceAll(/\/\*.*?\*\/|^\s*\/\/[^\n]*$/gms, '')
    seen.set(file, source)
    for (const [, imported = ''] of source.matchAll(/from '(\.[^']+\.ts)'/g)) read(join(file, '..', imported))
  }
  if (first) read(join(root, folder, first))
  const worker = workers[operation]
  if (worker) read(join(root, folder, worker))
  return [...seen.values()].join('\n')
}

type Verdict = 'known' | 'listed' | 'forgotten'

/** The paths of an input's members that are forgotten. Only what is known is looked into. */
function forgottenIn(schema: NormalizedSchema, judge: (path: string) => Verdict, path = ''): string[] {
  return [...schema.structIterator()].flatMap(([member, inner]) => {
    const here = path === '' ? member : `${path}.${member}`
    const verdict = judge(here)
    if (verdict !== 'known') return verdict === 'listed' ? [] : [here]
    let element = inner
    while (element.isListSchema() || element.isMapSchema()) element = element.getValueSchema()
    const isRecursive = path.split('.').includes(member)
    return element.isStructSchema() && !isRecursive ? forgottenIn(element, judge, here) : []
  })
}

async function inputOf(service: Service, operation: string): Promise<NormalizedSchema> {
  const input = (await modelOf(service)).operations.get(operation)?.input
  if (!input) throw new Error(`${operation} is no operation of ${service.signingName}`)
  return input
}

describe.each(loaded)('$folder', ({ folder, service, ignored, refused, partlyRefused }) => {
  test('mentions, refuses or lists every parameter of its operations, however deep', async () => {
    const forgotten: string[] = []
    for (const operation of Object.keys(service.operations).filter((name) => !dynalites.test(name))) {
      const source = sourceOf(folder, operation)
      const lists = [ignored, refused, partlyRefused].flatMap((list) => list[operation] ?? [])
      const judge = (path: string): Verdict => {
        const ends = (each: string) => `${operation}.${path}`.endsWith(`.${each}`) || `${operation}.${path}` === each
        if (lists.includes(path) || dealtWith.some(ends)) return 'listed'
        if (lists.some((each) => each.startsWith(`${path}.`))) return 'known'
        return new RegExp(`\\b${path.split('.').at(-1)}\\b`).test(source) ? 'known' : 'forgotten'
      }
      const missing = forgottenIn(await inputOf(service, operation), judge)
      forgotten.push(...missing.map((path) => `${operation}.${path}`))
    }
    expect(forgotten).toEqual([])
  })

  test('lists only parameters and operations that there are', async () => {
    for (const [operation, listed] of [ignored, refused, partlyRefused].flatMap((list) => Object.entries(list))) {
      const known = new Set(ofTemplates[operation])
      forgottenIn(await inputOf(service, operation), (path) => (known.add(path) ? 'known' : 'forgotten'))
      expect({ operation, unknown: listed.filter((path) => !known.has(path)) }).toEqual({ operation, unknown: [] })
    }
  })
})
