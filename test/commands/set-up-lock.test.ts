import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
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

test('one process sets a checkout up at a time, and nothing of the lock is left', async () => {
  await Promise.all(['one', 'two', 'three'].map(worker))
  const told = (await readFile(join(checkout, 'told'), 'utf8')).trim().split('\n')
  expect(told).toHaveLength(6)
  for (let begin = 0; begin < told.length; begin += 2)
    expect(told[begin + 1]).toBe(told[begin]?.replace('begins', 'ends'))
  expect(await readdir(checkout)).toEqual(['told'])
})

test('the lock of a process that is gone is taken over', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', 'console.log(process.pid)'])
  await writeFile(join(checkout, '.set-up.lock'), stdout.trim())
  await worker('one')
  expect(await readdir(checkout)).toEqual(['told'])
})
