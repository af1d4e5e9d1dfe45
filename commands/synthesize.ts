import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const project = fileURLToPath(new URL('..', import.meta.url))

/**
 * Synthesizes the CDK app, in a process of its own, so that its memory, kept small, goes with it. `context` is what `cdk -c` would set.
 * Returns the cloud assembly's folder, which is this process's alone and goes with it. Throws with the app's own words.
 */
export async function synthesize(context: Record<string, string> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cloud-assembly-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const settings = JSON.parse(await readFile(`${project}cdk.json`, 'utf8')) as { context?: Record<string, unknown> }
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
    return folder
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string }
    throw new Error(`the CDK app does not synthesize: ${stderr?.trim() || message}`)
  }
}
