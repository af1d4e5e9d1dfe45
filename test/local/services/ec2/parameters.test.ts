import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Service } from '../../../../local/operation.ts'
import { modelOf } from '../../../../local/protocols/model.ts'
import { service as autoScaling } from '../../../../local/services/auto-scaling/service.ts'
import * as autoScalingParameters from '../../../../local/services/auto-scaling/unhonoured.ts'
import { service as ec2 } from '../../../../local/services/ec2/service.ts'
import * as ec2Parameters from '../../../../local/services/ec2/unhonoured.ts'

const services = [
  { folder: 'ec2', service: ec2, lists: ec2Parameters, own: ['DryRun'] },
  { folder: 'auto-scaling', service: autoScaling, lists: autoScalingParameters, own: [] },
]

/** The source of a service's operations and of everything below them. */
function sourceOf(folder: string): string {
  const root = join('local/services', folder)
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('unhonoured.ts'))
  return sources.map((file) => readFileSync(join(root, file), 'utf8')).join('\n')
}

async function inputMembers(service: Service) {
  const { operations } = await modelOf(service)
  return Object.keys(service.operations).map((name) => {
    const input = operations.get(name)?.input
    if (!input) throw new Error(`${name} is no operation of ${service.signingName}`)
    return { name, members: [...input.structIterator()].map(([member]) => member) }
  })
}

describe.each(services)('$folder', ({ folder, service, lists, own }) => {
  test('honours, refuses or lists every parameter of its operations', async () => {
    const source = sourceOf(folder)
    const forgotten = (await inputMembers(service)).flatMap(({ name, members }) =>
      members
        .filter((member) => !lists.unhonoured[name]?.includes(member) && !lists.refused[name]?.includes(member))
        .filter((member) => !own.includes(member) && !new RegExp(`\\b${member}\\b`).test(source))
        .map((member) => `${name}.${member}`),
    )
    expect(forgotten).toEqual([])
  })

  test('lists no parameter that AWS does not have', async () => {
    const known = new Map((await inputMembers(service)).map(({ name, members }) => [name, members]))
    // InstanceRequirements comes with a launch template, not with RunInstances itself.
    known.get('RunInstances')?.push('InstanceRequirements')
    for (const [name, members] of [...Object.entries(lists.unhonoured), ...Object.entries(lists.refused)])
      expect({ name, unknown: members.filter((member) => !known.get(name)?.includes(member)) }).toEqual({
        name,
        unknown: [],
      })
  })
})
