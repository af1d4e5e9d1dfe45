import { existsSync, readFileSync } from 'node:fs'
import type { GuestFiles } from './guest-files.ts'
import { parseEnvironmentFile, type UnitFile } from './unit-file.ts'

/**
 * The whole environment of a unit's process: nothing of the host's, so that no credentials or settings of the user
 * leak into a machine. `machine` is what stands for EC2's network (port, endpoints) and wins over the unit's own.
 */
export function unitEnvironment(
  file: UnitFile,
  files: GuestFiles,
  machine: Readonly<Record<string, string>>,
): Record<string, string> {
  const folders = file.ownFolders.map(({ path, variable }) => [variable, files.makeFolder(path)])
  const own = {
    ...file.environment,
    ...Object.assign({}, ...file.environmentFiles.map((each) => readFile(each, files))),
  }
  const rebased = Object.entries<string>(own).map(([name, value]) => [name, files.rebase(value)])
  return {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/bin',
    LANG: 'C.UTF-8',
    HOME: files.folder,
    ...Object.fromEntries(folders),
    ...Object.fromEntries(rebased),
    ...machine,
  }
}

function readFile({ path, optional }: UnitFile['environmentFiles'][number], files: GuestFiles): Record<string, string> {
  const host = files.resolve(path)
  if (existsSync(host)) return parseEnvironmentFile(readFileSync(host, 'utf8'))
  if (optional) return {}
  throw new Error(`Failed to load environment files: ${path}: No such file or directory`)
}
