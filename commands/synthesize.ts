import { execFile } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Context, digestOfSources } from './sources.ts'

const project = fileURLToPath(new URL('..', import.meta.url))

/** Where synthesized stacks are kept, each under the digest of what it was made from. */
const kept = join(project, 'node_modules/.cache/assemblies')

/** How long a kept stack may lie there unused. */
const keptMilliseconds = 24 * 60 * 60 * 1000

/**
 * The folder of the synthesized stack, a cloud assembly that others may be using: not to be changed. `context` is what
 * `cdk -c` would set. The app runs only when anything it depends on has changed since an earlier run; Node finds what it
 * had compiled of the functions then, too, since they lie where they lay.
 */
export async function synthesize(context: Context = {}): Promise<string> {
  const folder = join(kept, await digestOfSources(project, context))
  if (!existsSync(folder)) await make(folder, context)
  await utimes(folder, new Date(), new Date())
  return folder
}

async function make(folder: string, context: Context) {
  await mkdir(kept, { recursive: true })
  await removeUnused()
  const unfinished = await mkdtemp(join(kept, 'unfinished-'))
  const remove = () => rmSync(unfinished, { recursive: true, force: true })
  process.once('exit', remove)
  await synthesizeInto(unfinished, context)
  await rename(unfinished, folder).catch((error: unknown) => {
    // Another process may have been faster; what it has put there is the same.
    if (!existsSync(folder)) throw error
    remove()
  })
}

async function removeUnused() {
  for (const name of await readdir(kept)) {
    const folder = join(kept, name)
    const { mtimeMs } = await stat(folder)
    if (Date.now() - mtimeMs > keptMilliseconds) await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Synthesizes the CDK app into a folder, in a process of its own, so that its memory, kept small, goes with it. Throws
 * with the app's own words.
 */
export async function synthesizeInto(folder: string, context: Context = {}): Promise<void> {
  const settings = JSON.parse(await readFile(join(project, 'cdk.json'), 'utf8')) as { context?: Context }
  try {
    await promisify(execFile)(process.execPath, ['--max-semi-space-size=8', 'infra/app.ts'], {
      cwd: project,
      env: {
        ...process.env,
        CDK_OUTDIR: folder,
        CDK_CONTEXT_JSON: JSON.stringify({ ...settings.context, ...context }),
        CDK_DISABLE_STACK_TRACE: '1',
      },
      maxBuffer: 64 * 1024 * 1024,
    })
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string }
    throw new Error(`the CDK app does not synthesize: ${stderr?.trim() || message}`)
  }
}
