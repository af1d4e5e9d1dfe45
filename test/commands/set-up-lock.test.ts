import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from '@jest/globals'

const lock = pathToFileURL(join(import.meta.dirname, '../../commands/set-up-lock.mjs')).href
let checkout: string

beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'checkout-'))
})
afterEach(() => rm(checkout, { recursive: true }))

/** A process that writes down in the checkout when it begins and when it ends what it does under the lock. */
function worker(name: string) {
  const program = `
    import { appendFileSync } from 'node:fs'
    import { setTimeout as sleep } from 'node:timers/promises'
    import { withSetUpLock } from '${lock}'
    await withSetUpLock(async () => {
      appendFileSync('told', '${name} begins\\n')
      await sleep(50)
      appendFileSync('told', '${name} ends\\n')
    })`
  return promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd: checkout })
}

function expectOneAtATime(told: string[]) {
  expect(told).toHaveLength(6)
  for (let begin = 0; begin < told.length; begin += 2)
    expect(told[begin + 1]).toBe(told[begin]?.replace('begins', 'ends'))
}

test('one process sets a checkout up at a time, and nothing of the lock is left', async () => {
  await Promise.all(['one', 'two', 'three'].map(worker))
  const told = (await readFile(join(checkout, 'told'), 'utf8')).trim().split('\n')
  expectOneAtATime(told)
  expect(await readdir(checkout)).toEqual(['told'])
})

test('the lock of a process that is gone is taken over', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', 'console.log(process.pid)'])
  await writeFile(join(checkout, '.set-up.lock'), stdout.trim())
  const { stderr } = await worker('one')
  expect(stderr).toBe('')
  expect(await readdir(checkout)).toEqual(['told'])
})

test('so it is by one of many that find it, while the others wait', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', 'console.log(process.pid)'])
  await writeFile(join(checkout, '.set-up.lock'), stdout.trim())
  await Promise.all(['one', 'two', 'three'].map(worker))
  expectOneAtATime((await readFile(join(checkout, 'told'), 'utf8')).trim().split('\n'))
  expect(await readdir(checkout)).toEqual(['told'])
})

test('a checkout that is not writable is refused with the folder and the reason', async () => {
  const program = `
    import { SetUpFailed } from '${new URL('set-up-failed.mjs', lock)}'
    import { withSetUpLock } from '${lock}'
    if (process.getuid() === 0) process.setuid(65534)
    await withSetUpLock(() => {}).catch((error) => console.log(error instanceof SetUpFailed, error.message))`
  await chmod(checkout, 0o555)
  const parameters = ['--input-type=module', '-e', program]
  const { stdout } = await promisify(execFile)(process.execPath, parameters, { cwd: checkout })
  expect(stdout).toMatch(`true The set-up can't write into ${checkout}: EACCES: permission denied`)
})
