import { join } from 'node:path'
import { build, stop } from 'esbuild'

const threads = ['supervisor', 'worker']

/**
 * Writes the runtime of the functions' processes as JavaScript into `folder`, a file for each of their two threads, and
 * answers the path of the main one's. A process that had to strip types itself would load Node's parser for that first,
 * which doubles the time of its start.
 */
export async function installRuntime(folder: string): Promise<string> {
  const outdir = join(folder, 'function-runtime')
  const entryPoints = threads.map((thread) => join(import.meta.dirname, 'runtime', `${thread}.ts`))
  const outExtension = { '.js': '.mjs' }
  await build({ entryPoints, outdir, outExtension, bundle: true, format: 'esm', platform: 'node', target: 'node24' })
  await stop()
  return join(outdir, 'supervisor.mjs')
}
