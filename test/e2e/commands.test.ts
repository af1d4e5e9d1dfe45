import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { ListExecutionsCommand } from '@aws-sdk/client-sfn'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { synthesize } from '../../commands/synthesize.ts'
import { isAlive } from '../is-alive.ts'
import { until } from '../until.ts'
import { LocalCommand } from './local-command.ts'
import { exitCode, start, startWith } from './start-command.ts'

let folder: string
let assembly: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commands-'))
  assembly = await synthesize()
}, 60_000)
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

/** Processes whose parent this one is, and theirs. */
async function descendants(pid: number): Promise<number[]> {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ').filter(Boolean)
  const deeper = await Promise.all(children.map((child) => descendants(Number(child)).catch(() => [])))
  return [...children.map(Number), ...deeper.flat()]
}

/** The web servers that a process has started, by way of its instances. */
async function servers(pid: number): Promise<number[]> {
  const all = await descendants(pid).catch(() => [])
  const lines = await Promise.all(all.map((each) => readFile(`/proc/${each}/cmdline`, 'utf8').catch(() => '')))
  return all.filter((_, index) => /^[^ ]*\/python[^ ]* -m server $/.test(lines[index]?.replaceAll('\0', ' ') ?? ''))
}

describe('npm start', () => {
  test('refuses an input by its field before anything is made, fails, and starts nothing after that', async () => {
    const input = join(folder, 'input.json')
    await writeFile(input, JSON.stringify({ capacity: 0, scenario: 'zone-loss' }))
    const { child, text } = start(folder, '--only', 'scenario', '--input', input, '--assembly', assembly)
    expect(await exitCode(child)).toBe(1)
    expect(text()).toContain('InvalidInput: capacity: must be a whole number from 1 to 30. Nothing was created.')
    for (const word of ['scenario: is not known', 'CheckScenario', 'leftovers']) expect(text()).not.toContain(word)
  }, 60_000)

  test('refuses an input for another service than the flag names', async () => {
    const input = join(folder, 'of-shop.json')
    await writeFile(input, JSON.stringify({ service: 'shop' }))
    const { child, text } = start(folder, '--service', 'demo', '--input', input)
    expect(await exitCode(child)).toBe(2)
    expect(text()).toContain('--service demo: the input in')
  })

  test.each([
    [['--only', 'everything'], '--only everything'],
    [['--speed', '0'], '--speed 0'],
    [['--service', 'Not A Name'], '--service Not A Name'],
    [['--input', '/nowhere.json'], '--input /nowhere.json'],
    [['--assembly', '/nowhere'], '--assembly /nowhere'],
    [['--journal', ''], '--journal: must not be empty'],
    [['--only', 'teardown', '--keep'], '--keep: a teardown leaves nothing to keep'],
    [['--unknown'], '--unknown'],
  ])('shows its usage and exits with 2 for the flags %j', async (flags, complaint) => {
    const { child, text } = start(folder, ...flags)
    expect(await exitCode(child)).toBe(2)
    expect(text()).toContain(complaint)
    expect(text()).toContain('usage: npm start')
  })

  test('says at once that a journal could not be written', async () => {
    const { child, text } = start(folder, '--journal', folder)
    expect(await exitCode(child)).toBe(1)
    expect(text().trim()).toBe(`${folder} can't be written: it is a folder`)
  })

  test('writes a journal also where it is interrupted, and refuses one that would be a folder', async () => {
    const journal = join(folder, 'journal.json')
    await writeFile(journal, '{"verdict":"as-designed"}')
    const { child, text } = start(folder, '--journal', journal, '--assembly', relative('.', assembly))
    await until(() => text().includes('Start the local cloud'), 'the start of a cloud', 30)
    const exit = exitCode(child)
    child.kill('SIGINT')
    expect(await exit).toBe(130)
    expect(JSON.parse(await readFile(journal, 'utf8'))).toMatchObject({
      ...{ executions: [], verdict: 'failed', lookedForLeftovers: false },
      error: 'interrupted: the local cloud and everything in it is gone',
    })
    const refused = start(folder, '--journal', `${folder}/new/`)
    expect(await exitCode(refused.child)).toBe(1)
    expect(refused.text().trim()).toBe(`${folder}/new/ can't be written: it is a folder`)
  })

  test('whose output nobody reads any more ends, and leaves nothing', async () => {
    const { child, text } = start(folder, '--assembly', relative('.', assembly))
    await until(() => text().includes('Deploy  CheckInput'), 'a deployment', 60)
    const exit = exitCode(child)
    child.stdout.destroy()
    child.stderr.destroy()
    expect(await exit).toBe(130)
    expect((await readdir(folder)).filter((name) => name.startsWith('local-cloud-'))).toEqual([])
  }, 90_000)

  test('leaves the service up when told to, until Ctrl-C', async () => {
    const flags = ['--only', 'deploy', '--keep', '--speed', '60', '--assembly', relative('.', assembly)]
    const { child, text } = start(folder, ...flags)
    await until(() => text().includes('until Ctrl-C'), 'the end of the deployment', 60)
    const [, endpoint = ''] = /^endpoint +(\S+)$/m.exec(text()) ?? []
    expect((await fetch(endpoint)).status).toBe(200)
    const exit = exitCode(child)
    child.kill('SIGINT')
    expect(await exit).toBe(0)
    await expect(fetch(endpoint)).rejects.toThrow()
  }, 90_000)

  test('ended half-way leaves no process behind, and says so if it can', async () => {
    const [interrupted, killed] = await Promise.all((['SIGINT', 'SIGKILL'] as const).map(endedHalfWay))
    expect(interrupted?.code).toBe(130)
    expect(interrupted?.text).toContain('interrupted: the local cloud and everything in it is gone')
    expect(killed?.code).toBeNull()
  }, 120_000)

  test('says in one line that it was sent to no cloud', async () => {
    const keys = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: 'us-west-2' }
    const { child, text } = startWith({ AWS_ENDPOINT_URL: 'nowhere', ...keys }, '--only', 'teardown')
    expect(await exitCode(child)).toBe(1)
    expect(text().split('\n')).toContain('AWS_ENDPOINT_URL=nowhere does not lead to AWS')
  })

  test('says in one line that the cloud it works on is gone', async () => {
    const local = await LocalCommand.start('--speed', '30')
    const { child, text } = startWith(local.environment)
    await until(() => text().includes('Deploy  FindNetwork'), 'a deployment under way', 60)
    const exit = exitCode(child)
    await local.interrupt()
    expect(await exit).toBe(1)
    const complaint = /^(connect ECONNREFUSED|read ECONNRESET|socket hang up)/
    expect(
      text()
        .split('\n')
        .filter((line) => complaint.test(line)),
    ).toHaveLength(1)
    expect(text()).not.toMatch(/^ +at /m)
  }, 120_000)
})

/** Sends the signal to a deployment whose servers run; resolves when all its processes have ended. */
async function endedHalfWay(signal: NodeJS.Signals) {
  const { child, text } = start(folder, '--only', 'deploy', '--speed', '30', '--assembly', relative('.', assembly))
  const pid = child.pid ?? 0
  await until(
    async () => {
      if (child.exitCode !== null) throw new Error(`it ended by itself: ${text()}`)
      return (await servers(pid)).length === 3
    },
    'three servers',
    90,
  )
  const started = await descendants(pid)
  expect(started.length).toBeGreaterThanOrEqual(3)
  const exit = exitCode(child)
  child.kill(signal)
  const code = await exit
  await until(() => !started.some(isAlive), 'the end of the servers', 90)
  return { code, text: text() }
}

describe('npm run local', () => {
  test('starts the scenario on the schedule it is given', async () => {
    const local = await LocalCommand.start('--speed', '60', '--schedule', 'rate(1 minute)')
    const sfn = local.stepFunctions()
    const stateMachineArn = local.lines.find((line) => line.endsWith('-Scenario'))?.trim()
    const names = async () => {
      const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn }))
      return executions.map(({ name }) => name)
    }
    await until(async () => (await names()).length >= 2, 'two executions')
    expect(await names()).toEqual(expect.arrayContaining([expect.stringMatching(/^scheduled-/)]))
    sfn.destroy()
    expect(await local.interrupt()).toBe(0)
  }, 60_000)

  test('says in one line that its port is in use', async () => {
    const taken = spawn(process.execPath, [
      '-e',
      "require('node:net').createServer().listen(0,'127.0.0.1',function(){console.log(this.address().port)})",
    ])
    const [port] = (await once(taken.stdout, 'data')) as [Buffer]
    const child = spawn(process.execPath, ['commands/local.ts', '--port', String(port).trim()])
    let complaint = ''
    child.stderr.on('data', (chunk) => {
      complaint += chunk
    })
    expect(await exitCode(child)).toBe(1)
    expect(complaint.trim()).toBe(
      'The port is in use: stop whatever is listening on it, or choose another with --port.',
    )
    taken.kill()
  }, 60_000)
})
