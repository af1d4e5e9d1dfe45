import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { cachedAssembly } from './assembly-cache.ts'
import { type Context, digestOfSources } from './sources.ts'

const project = fileURLToPath(new URL('..', import.meta.url))

/** Where synthesized stacks are kept, each under the digest of what it was made from. */
const kept = join(project, 'node_modules/.cache/assemblies')

/**
 * The folder of the synthesized stack, a cloud assembly that others may be using: not to be changed. `context` is what
 * `cdk -c` would set. The app runs only when anything it depends on has changed since an earlier run; Node finds what it
 * had compiled of the functions then, too, since they lie where they lay.
 */
export async function synthesize(context: Context = {}): Promise<string> {
  return cachedAssembly(kept, await digestOfSources(project, context), (folder) => synthesizeInto(folder, context))
}

/**
 * Synthesizes the CDK app into a folder, in a process of its own, so that its memory, kept small, goes with it. Throws
 * with the app's own words.
 */
export async function synthesizeInto(folder: string, context: Context = {}): Promise<void> {
  const settings = JSON.parse(await readFile(join(project, 'cdk.json'), 'utf8')) as { context?: Context }
  const synthesis = promisify(execFile)(process.execPath, ['--max-semi-space-size=8', 'infra/app.ts'], {
    cwd: project,
    env: {
      ...process.env,
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify({ ...settings.context, ...context }),
      CDK_DISABLE_STACK_TRACE: '1',
    },
    maxBuffer: 64 * 1024 * 1024,
  })
  // Else it would go on after an interruption, and write into a folder that is gone.
  const end = () => synthesis.child.kill('SIGKILL')
  process.once('exit', end)
  try {
    await synthesis
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string }
    throw new Error(`the CDK app does not synthesize: ${stderr?.trim() || message}`)
  } finally {
    process.off('exit', end)
  }
}
