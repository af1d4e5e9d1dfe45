import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const project = fileURLToPath(new URL('..', import.meta.url))

/** Where the commands keep the synthesized cloud assembly; `cdk synth` and `cdk deploy` have their own. */
export const assemblyFolder = `${project}build/cdk.out`

/**
 * Synthesizes the CDK app in a process of its own, so that its memory goes with it. `context` is what `cdk -c` would set.
 * Throws with the app's own words.
 */
export async function synthesize(context: Record<string, string> = {}): Promise<void> {
  const settings = JSON.parse(await readFile(`${project}cdk.json`, 'utf8')) as { context?: Record<string, unknown> }
  try {
    await promisify(execFile)(process.execPath, ['infra/app.ts'], {
      cwd: project,
      env: {
        ...process.env,
        CDK_OUTDIR: assemblyFolder,
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
