import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Service } from '../../../local/operation.ts'
import { modelOf } from '../../../local/protocols/model.ts'
import { service as cloudWatch } from '../../../local/services/cloudwatch/service.ts'
import * as cloudWatchLists from '../../../local/services/cloudwatch/unhonoured.ts'
import { service as events } from '../../../local/services/events/service.ts'
import * as eventsLists from '../../../local/services/events/unhonoured.ts'
import { service as iam } from '../../../local/services/iam/service.ts'
import { service as s3 } from '../../../local/services/s3/service.ts'
import * as s3Lists from '../../../local/services/s3/unhonoured.ts'
import { service as scheduler } from '../../../local/services/scheduler/service.ts'
import * as schedulerLists from '../../../local/services/scheduler/unhonoured.ts'
import { service as sqs } from '../../../local/services/sqs/service.ts'
import * as sqsLists from '../../../local/services/sqs/unhonoured.ts'
import { service as sts } from '../../../local/services/sts/service.ts'
import * as stsLists from '../../../local/services/sts/unhonoured.ts'
import { service as tagging } from '../../../local/services/tagging/service.ts'
import * as taggingLists from '../../../local/services/tagging/unhonoured.ts'

interface Lists {
  unhonoured?: Record<string, string[]>
  refused?: Record<string, string[]>
}

const services: [folder: string, service: Service, lists: Lists][] = [
  ['cloudwatch', cloudWatch, cloudWatchLists],
  ['events', events, eventsLists],
  ['iam', iam, {}],
  ['s3', s3, s3Lists],
  ['scheduler', scheduler, schedulerLists],
  ['sqs', sqs, sqsLists],
  ['sts', sts, stsLists],
  ['tagging', tagging, taggingLists],
]

/** Members that are passed on whole, or that the front door has dealt with. */
const dealtWith = ['AlarmDescription', 'ContentLength']

/** The source of an operation and of every file of its folder that it imports, however deep. */
function sourceOf(folder: string, operation: string): string {
  const root = join('local/services', folder)
  const plain = (name: string) => name.replaceAll('-', '').toLowerCase()
  const first = readdirSync(root).find((file) => plain(file) === `${operation.toLowerCase()}.ts`)
  const seen = new Map<string, string>()
  const read = (file: string) => {
    if (seen.has(file)) return
    const source = readFileSync(join(root, file), 'utf8')
    seen.set(file, source)
    for (const [, imported = ''] of source.matchAll(/from '\.\/([\w-]+\.ts)'/g)) read(imported)
  }
  if (first) read(first)
  return [...seen.values()].join('\n')
}

async function membersOf(service: Service, operation: string): Promise<string[]> {
  const input = (await modelOf(service)).operations.get(operation)?.input
  if (!input) throw new Error(`${operation} is no operation of ${service.signingName}`)
  return [...input.structIterator()].map(([member]) => member)
}

describe.each(services)('%s', (folder, service, { unhonoured = {}, refused = {} }) => {
  test('honours, refuses or lists every parameter of its operations', async () => {
    const forgotten: string[] = []
    for (const operation of Object.keys(service.operations)) {
      const source = sourceOf(folder, operation)
      const listed = [...(unhonoured[operation] ?? []), ...(refused[operation] ?? []), ...dealtWith]
      const members = (await membersOf(service, operation)).filter((member) => !listed.includes(member))
      const missing = members.filter((member) => !new RegExp(`\\b${member}\\b`).test(source))
      forgotten.push(...missing.map((member) => `${operation}.${member}`))
    }
    expect(forgotten).toEqual([])
  })

  test('lists only parameters and operations that there are', async () => {
    for (const [operation, listed] of [...Object.entries(unhonoured), ...Object.entries(refused)]) {
      expect(Object.keys(service.operations)).toContain(operation)
      expect(await membersOf(service, operation)).toEqual(expect.arrayContaining(listed))
    }
  })
})
