import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const source = join(import.meta.dirname, 'runtime')

/**
 * Writes the runtime of the worker threads as JavaScript into `folder` and answers the URL of its main module. A thread
 * that had to strip types itself would load Node's parser for that first, which doubles the time of its start.
 */
export async function installRuntime(folder: string): Promise<URL> {
  const target = join(folder, 'runtime')
  await mkdir(target, { recursive: true })
  for (const file of await readdir(source)) {
    const code = stripTypeScriptTypes(await readFile(join(source, file), 'utf8'))
    const specifiers = code.replaceAll(/(from '\.\/[\w-]+)\.ts'/g, "$1.mjs'")
    await writeFile(join(target, file.replace(/\.ts$/, '.mjs')), specifiers)
  }
  return pathToFileURL(join(target, 'main.mjs'))
}
