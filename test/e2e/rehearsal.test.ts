import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { exitCode, start } from './start-command.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rehearsal-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('npm start', () => {
  test('deploys, finds every phase as designed, and leaves nothing', async () => {
    const file = join(folder, 'journal.json')
    const { child, text } = start(folder, '--journal', file)
    const code = await exitCode(child)
    const journal = JSON.parse(await readFile(file, 'utf8'))
    expect({ code, verdict: journal.verdict, said: code === 0 ? '' : text() }).toEqual({
      code: 0,
      verdict: 'as-designed',
      said: '',
    })
    expect(journal.leftovers).toEqual([])
    expect(journal.phases).toHaveLength(8)
    expect(journal.executions.map(({ machine }: { machine: string }) => machine).sort()).toEqual([
      'Deploy',
      'Rehearsal',
      'Scenario',
      'Teardown',
    ])
    expect(text()).toContain('Nothing left')
    await expect(readFile(journal.report, 'utf8')).resolves.toContain('<svg')
    await rm(join(journal.report, '..'), { recursive: true })
  }, 200_000)
})
