import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What may be in the shell of somebody who works with AWS, and is to lead no command there. */
const developer = {
  AWS_ENDPOINT_URL: '',
  AWS_ENDPOINT_URL_SFN: 'http://127.0.0.1:9',
  AWS_PROFILE: 'dev',
  AWS_SESSION_TOKEN: 'of-a-session',
}

/** `npm start` with these flags, and what it has printed so far; what it leaves when it is killed goes with the folder. */
export function start(folder: string, ...flags: string[]) {
  mkdirSync(join(folder, '.aws'), { recursive: true })
  writeFileSync(join(folder, '.aws/config'), '[default]\nignore_configured_endpoint_urls = true\n')
  return startWith({ ...developer, HOME: folder, TMPDIR: folder }, ...flags)
}

/** The same with this environment. */
export function startWith(environment: Record<string, string>, ...flags: string[]) {
  const child = spawn(process.execPath, ['commands/start.ts', ...flags], { env: { ...process.env, ...environment } })
  const printed: string[] = []
  child.stdout.on('data', (chunk) => printed.push(String(chunk)))
  child.stderr.on('data', (chunk) => printed.push(String(chunk)))
  return { child, text: () => printed.join('') }
}

/** Resolves when it has ended and all that it printed has been read. */
export async function exitCode(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'close')) as [number | null]
  return code
}
