import { existsSync, readFileSync } from 'node:fs'
import { basename, delimiter, dirname, join } from 'node:path'
import type { GuestFiles } from './guest-files.ts'

/**
 * A unit's command as it can run on the host: paths of the machine mapped into its folder, variables expanded.
 * Only Python runs: an interpreter or a console script that `runcmd` would have installed is taken from beside
 * `python`; a written script runs by its `#!` line when that names Python. Undefined for anything else, because
 * shell scripts and other programs of a machine never run on a user's own.
 */
export function hostCommand(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
  files: GuestFiles,
  python: string,
): string[] | undefined {
  const [program = '', ...rest] = command.flatMap((word) => expand(word, environment))
  const [executable, ...words] = basename(program) === 'env' ? rest : [program, ...rest]
  const interpreter = hostExecutable(executable ?? '', files, python)
  return interpreter && [...interpreter, ...words.map((word) => files.rebase(word))]
}

/** systemd's expansion: `${NAME}` inside a word, a bare `$NAME` into as many words as its value has. */
function expand(word: string, environment: Readonly<Record<string, string>>): string[] {
  const bare = /^\$(\w+)$/.exec(word)?.[1]
  if (bare !== undefined) return (environment[bare] ?? '').split(/\s+/).filter(Boolean)
  return [word.replace(/\$\{(\w+)\}/g, (_, name: string) => environment[name] ?? '').replaceAll('$$', '$')]
}

function hostExecutable(executable: string, files: GuestFiles, python: string): string[] | undefined {
  if (files.exists(executable))
    return isPythonScript(files.resolve(executable)) ? [python, files.resolve(executable)] : undefined
  if (/^python[\d.]*$/.test(basename(executable))) return [python]
  const script = join(dirname(python), basename(executable))
  return existsSync(script) && isPythonScript(script) ? [python, script] : undefined
}

/** An interpreter given by name is the one on the host's PATH, which machines don't have. */
export function locateProgram(name: string): string {
  if (name.includes('/')) return name
  const candidates = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))
  return candidates.find((path) => existsSync(path)) ?? name
}

function isPythonScript(path: string): boolean {
  return /^#!.*\bpython[\d.]*\s*$/.test(readFileSync(path, 'latin1').split('\n', 1)[0] ?? '')
}
