import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { digestOfSources } from '../../commands/sources.ts'

const project = join(import.meta.dirname, '../..')
let copy: string

beforeEach(async () => {
  copy = await mkdtemp(join(tmpdir(), 'sources-'))
  for (const part of ['cdk.json', 'package.json', 'package-lock.json', 'infra', 'instance', 'lambdas', 'statemachine'])
    await cp(join(project, part), join(copy, part), { recursive: true })
})
afterEach(() => rm(copy, { recursive: true }))

describe('the name of a synthesized stack', () => {
  test('is the same wherever the same sources lie', async () => {
    expect(await digestOfSources(copy, {})).toBe(await digestOfSources(project, {}))
  })

  test.each([
    'cdk.json',
    'package-lock.json',
    'infra/stack.ts',
    'instance/server/app.py',
    'lambdas/table.ts',
    'lambdas/scenario/run.ts',
    'statemachine/deploy.asl.json',
    'statemachine/scenarios/one-more.json',
  ])('changes with %s', async (file) => {
    const before = await digestOfSources(copy, {})
    await writeFile(join(copy, file), '{}')
    expect(await digestOfSources(copy, {})).not.toBe(before)
  })

  test('changes with the context, but not with the order in which it is given', async () => {
    const digests = await Promise.all(
      [{}, { schedule: 'rate(1 day)', service: 'demo' }, { service: 'demo', schedule: 'rate(1 day)' }].map((context) =>
        digestOfSources(copy, context),
      ),
    )
    expect(digests[1]).not.toBe(digests[0])
    expect(digests[1]).toBe(digests[2])
  })

  test('does not change with what Python compiles beside its sources', async () => {
    const before = await digestOfSources(copy, {})
    await mkdir(join(copy, 'instance/server/__pycache__'), { recursive: true })
    await writeFile(join(copy, 'instance/server/__pycache__/app.pyc'), 'compiled')
    expect(await digestOfSources(copy, {})).toBe(before)
  })
})
