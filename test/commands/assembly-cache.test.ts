import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { cachedAssembly } from '../../commands/assembly-cache.ts'
import { until } from '../until.ts'

const hour = 60 * 60 * 1000
let cache: string
let made: string[]

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'assemblies-'))
  made = []
})
afterEach(async () => {
  jest.useRealTimers()
  await rm(cache, { recursive: true })
})

const get = (name: string) =>
  cachedAssembly(cache, name, async (folder) => {
    made.push(name)
    await writeFile(join(folder, 'manifest.json'), name)
  })

const age = (folder: string, milliseconds: number) => {
  const then = new Date(Date.now() - milliseconds)
  return utimes(folder, then, then)
}

describe('the cache of assemblies', () => {
  test('makes an assembly once, and leaves nothing else behind', async () => {
    expect(await get('one')).toBe(await get('one'))
    expect(made).toEqual(['one'])
    expect(await readdir(cache)).toEqual(['one'])
  })

  test('makes it anew where a cloud of an earlier day has left no more than what it compiled', async () => {
    await mkdir(join(cache, 'one', 'compiled'), { recursive: true })
    const folder = await get('one')
    expect(await readFile(join(folder, 'manifest.json'), 'utf8')).toBe('one')
    expect(await readdir(cache)).toEqual(['one'])
  })

  test('gives everyone who asks at the same time the same whole assembly', async () => {
    await mkdir(join(cache, 'one', 'compiled'), { recursive: true })
    await Promise.all([get('one'), get('one'), get('one')])
    expect(await readdir(cache)).toEqual(['one'])
    expect(await readdir(join(cache, 'one'))).toEqual(['manifest.json'])
  })

  test('removes what nobody has used for a day when it makes another', async () => {
    await age(await get('old'), 25 * hour)
    await age(await get('recent'), 23 * hour)
    await get('new')
    expect((await readdir(cache)).toSorted()).toEqual(['new', 'recent'])
  })

  test('keeps what a process that runs for more than a day still uses', async () => {
    jest.useFakeTimers({ now: Date.now(), doNotFake: ['setTimeout', 'performance', 'nextTick', 'queueMicrotask'] })
    const used = await get('used')
    await age(used, 25 * hour)
    await jest.advanceTimersByTimeAsync(hour)
    await until(async () => Date.now() - (await stat(used)).mtimeMs < hour, 'a sign of use')
    await get('new')
    expect(existsSync(join(used, 'manifest.json'))).toBe(true)
  })

  test('makes the assembly after a failure as if nothing had been', async () => {
    const failing = cachedAssembly(cache, 'one', () => Promise.reject(new Error('no memory')))
    await expect(failing).rejects.toThrow('no memory')
    expect(await readFile(join(await get('one'), 'manifest.json'), 'utf8')).toBe('one')
  })
})
