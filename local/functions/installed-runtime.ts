import { join } from 'node:path'
import { build, stop } from 'esbuild'

const source = join(import.meta.dirname, 'runtime', 'main.ts')

/**
 * Writes the runtime of the functions' processes as one file of JavaScript into `folder` and answers its path. A process
 * that had to strip types itself would load Node's parser for that first, which doubles the time of its start.
 */
export async function installRuntime(folder: string): Promise<string> {
  const outfile = join(folder, 'function-runtime.mjs')
  await build({ entryPoints: [source], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node24' })
  await stop()
  return outfile
}
