import { access, constants, lstat, mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, sep } from 'node:path'

/**
 * Throws, by the file's name, where a file could not be written in the end: minutes of work would be for nothing. A file
 * that an earlier run has left there goes: it is not to be taken for what this one says.
 */
export async function makeReady(file: string): Promise<void> {
  try {
    if (file.endsWith(sep)) throw new Error('it is a folder')
    await mkdir(dirname(file), { recursive: true })
    const present = await stat(file).catch(() => undefined)
    if (present?.isDirectory()) throw new Error('it is a folder')
    await access(present ? file : dirname(file), constants.W_OK)
    await removeOwn(file)
  } catch (error) {
    throw unwritable(file, error)
  }
}

/** Throws by the file's name, and leaves no part of it. */
export async function writeJson(file: string, value: unknown): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(value, null, 2)}\n`)
  } catch (error) {
    await removeOwn(file)
    throw unwritable(file, error)
  }
}

/** Neither a device nor what somebody's link leads to. */
async function removeOwn(file: string): Promise<void> {
  const own = await lstat(file).catch(() => undefined)
  if (own?.isFile()) await rm(file)
}

function unwritable(file: string, error: unknown): Error {
  return new Error(`${file} can't be written: ${(error as Error).message}`, { cause: error })
}
