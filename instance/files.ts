import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { home, type InstanceFile } from './user-data.ts'

const source = import.meta.dirname

function file(path: string, from: string): InstanceFile {
  return { path, content: readFileSync(join(source, from), 'utf8'), permissions: '0644' }
}

const modules = readdirSync(join(source, 'server'))
  .filter((name) => name.endsWith('.py'))
  .sort()

/** The files that user data writes, read from this folder. A bundle gets this list as data: it has no such folder. */
export const files: InstanceFile[] = [
  ...modules.map((name) => file(`${home}/server/${name}`, `server/${name}`)),
  file(`${home}/requirements.txt`, 'requirements.txt'),
  file('/etc/systemd/system/resilient-service.service', 'resilient-service.service'),
]
