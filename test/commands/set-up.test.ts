import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { isAlive } from '../is-alive.ts'
import { until } from '../until.ts'

const setUp = pathToFileURL(join(import.meta.dirname, '../../commands/set-up.mjs')).href
let folder: string
let checkout: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'set-up-'))
  checkout = join(folder, 'checkout')
  await mkdir(checkout)
  await writeFile(join(checkout, 'package-lock.json'), '{}')
})
afterEach(() => rm(folder, { recursive: true }))

/** A set-up of the checkout that finds this program where npm should be; in a process group as a terminal starts one. */
async function startSetUp(npm: string) {
  await writeFile(join(folder, 'npm'), `#!${process.execPath}\n${npm}`, { mode: 0o755 })
  const program = `
    import { SetUpFailed, setUp } from '${setUp}'
    await setUp({ forTests: false }).catch((error) => console.error(error instanceof SetUpFailed ? error.message : error))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: checkout,
    env: { ...process.env, PATH: [folder, process.env.PATH].join(delimiter) },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  return { child, lines: linesOf(child) }
}

async function linesOf(child: ChildProcess): Promise<string[]> {
  let text = ''
  child.stderr?.on('data', (chunk) => {
    text += chunk
  })
  await once(child, 'close')
  return text.trim().split('\n')
}

describe('a set-up whose npm ci fails', () => {
  const unreachable = `npm error code ECONNREFUSED
npm error syscall connect
npm error errno ECONNREFUSED
npm error FetchError: request to http://127.0.0.1:1/ms failed, reason: connect ECONNREFUSED 127.0.0.1:1
npm error     at ClientRequest.<anonymous> (/opt/npm/node_modules/minipass-fetch/lib/index.js:130:14)
npm error   code: 'ECONNREFUSED',
npm error }
npm error
npm error If you are behind a proxy, please make sure that the 'proxy' config is set properly.  See: 'npm help config'
npm error A complete log of this run can be found in: ~/.npm/_logs/debug-0.log`
  const full = `npm error code ENOSPC
npm error syscall write
npm error errno -28
npm error nospc ENOSPC: no space left on device, write
npm error A complete log of this run can be found in: ~/.npm/_logs/debug-0.log`
  const stale = `npm error code EUSAGE
npm error
npm error \`npm ci\` can only install packages when your package.json and package-lock.json are in sync.
npm error
npm error Invalid: lock file's ms@2.1.3 does not satisfy ms@2.1.2`

  test.each([
    [
      'the registry',
      unreachable,
      'FetchError: request to http://127.0.0.1:1/ms failed, reason: connect ECONNREFUSED 127.0.0.1:1',
    ],
    ['the disk', full, 'nospc ENOSPC: no space left on device, write'],
    [
      'the lock file',
      stale,
      '`npm ci` can only install packages when your package.json and package-lock.json are in sync.',
    ],
    ['npm itself', 'Bus fault', 'Bus fault'],
  ])('tells the cause in one line: %s', async (_, words, cause) => {
    const { lines } = await startSetUp(`console.error(${JSON.stringify(words)}); process.exitCode = 1`)
    expect((await lines).slice(1)).toEqual([`npm ci failed: ${cause}`])
    expect(await readdir(checkout)).toEqual(['package-lock.json'])
  })
})

describe('a set-up that is interrupted', () => {
  /** As npm's own: it takes its time over a signal, and so does what it has started. */
  const slow = `
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})
    const { spawn } = require('node:child_process')
    const child = process.argv.includes('child') ? undefined : spawn(process.execPath, [__filename, 'child'], { stdio: 'inherit' })
    if (child) require('node:fs').writeFileSync('pids', process.pid + ' ' + child.pid)
    setInterval(() => {}, 1000)`

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'by %s ends by it, when npm is gone and the lock is free',
    async (signal) => {
      const { child, lines } = await startSetUp(slow)
      const pids = join(checkout, 'pids')
      await until(() => existsSync(pids) && /\d \d/.test(readFileSync(pids, 'utf8')), 'npm')
      const exit = once(child, 'exit')
      process.kill(-(child.pid ?? 0), signal)
      expect(await exit).toEqual([null, signal])
      // What was killed has let go of its files by now, and may be counted for a moment longer.
      const programs = readFileSync(pids, 'utf8').split(' ').map(Number)
      await until(() => !programs.some(isAlive), 'the end of npm and of what it had started', 2)
      expect((await lines).slice(1)).toEqual(['set-up: interrupted; the next command will start over'])
      expect((await readdir(checkout)).toSorted()).toEqual(['package-lock.json', 'pids'])
    },
  )
})
