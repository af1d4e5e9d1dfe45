import { existsSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

/** How long a kept assembly may lie there unused. */
const keptMilliseconds = 24 * 60 * 60 * 1000

/** How often this process says that it still uses what it has been given. */
const touchMilliseconds = 60 * 60 * 1000

/**
 * The folder of that name in the cache, which `make` fills when there is no whole assembly in it. It is kept from all
 * commands' clearing out for as long as this process runs: a cloud reads its functions from there at any time.
 */
export async function cachedAssembly(cache: string, name: string, make: (folder: string) => Promise<void>) {
  const folder = join(cache, name)
  await touch(folder)
  if (!isWhole(folder)) await add(cache, folder, make)
  await touch(folder)
  setInterval(touch, touchMilliseconds, folder).unref()
  return folder
}

/** What still runs may compile its functions into a folder whose assembly has been deleted under it. */
function isWhole(folder: string): boolean {
  return existsSync(join(folder, 'manifest.json'))
}

async function touch(folder: string): Promise<void> {
  // It may not be there yet, or have been deleted by hand.
  await utimes(folder, new Date(), new Date()).catch(() => {})
}

async function add(cache: string, folder: string, make: (folder: string) => Promise<void>) {
  await mkdir(cache, { recursive: true })
  await removeUnused(cache)
  const unfinished = await mkdtemp(join(cache, 'unfinished-'))
  const remove = () => rmSync(unfinished, { recursive: true, force: true })
  process.once('exit', remove)
  try {
    await make(unfinished)
    await putInPlace(cache, unfinished, folder)
  } finally {
    process.off('exit', remove)
    remove()
  }
}

async function putInPlace(cache: string, unfinished: string, folder: string) {
  try {
    await rename(unfinished, folder)
  } catch {
    // Another process may have been faster; what it has put there is the same.
    if (isWhole(folder)) return
    await removeAtOnce(cache, folder)
    await rename(unfinished, folder).catch((error: unknown) => {
      if (!isWhole(folder)) throw error
    })
  }
}

async function removeUnused(cache: string) {
  for (const name of await readdir(cache)) {
    const folder = join(cache, name)
    const lastUse = await stat(folder).catch(() => undefined)
    if (lastUse && Date.now() - lastUse.mtimeMs > keptMilliseconds) await removeAtOnce(cache, folder)
  }
}

/** Under another name first, so that nobody takes what is half removed for whole. */
async function removeAtOnce(cache: string, folder: string) {
  const aside = await mkdtemp(join(cache, 'unused-'))
  // Another process may be removing the same.
  await rename(folder, join(aside, 'assembly')).catch(() => {})
  await rm(aside, { recursive: true, force: true })
}
