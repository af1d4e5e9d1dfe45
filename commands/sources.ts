import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What `cdk -c` would set. */
export type Context = Record<string, string>

/** All that the CDK app reads: its own code, that of the functions and the server, the machines, and the packages. */
const files = ['cdk.json', 'package.json', 'package-lock.json']
const folders = ['infra', 'instance', 'lambdas', 'statemachine']

/** A name for what the CDK app makes of the project's present sources with this context: 64 hexadecimal digits. */
export async function digestOfSources(project: string, context: Context): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([process.version, Object.entries(context).sort()]))
  for (const file of [...files, ...(await within(project))].sort()) {
    const content = createHash('sha256').update(await readFile(join(project, file)))
    hash.update(`\n${file} ${content.digest('hex')}`)
  }
  return hash.digest('hex')
}

async function within(project: string): Promise<string[]> {
  const found = folders.map(async (folder) => {
    const entries = await readdir(join(project, folder), { recursive: true, withFileTypes: true })
    const sources = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__'))
    return sources.map(({ parentPath, name }) => join(parentPath, name).slice(project.length))
  })
  return (await Promise.all(found)).flat()
}
