import { posix } from 'node:path'
import { parseTimeSpan, splitWords } from './words.ts'

export type RestartPolicy = 'no' | 'always' | 'on-success' | 'on-failure' | 'on-abnormal' | 'on-abort'

/** What a machine honours of a systemd service unit; hardening, users and limits have no effect on it. */
export interface UnitFile {
  name: string
  /** The words of ExecStart, its prefixes (`-`, `@`, `+` …) taken off. */
  command: string[]
  workingFolder?: string
  environment: Record<string, string>
  environmentFiles: { path: string; optional: boolean }[]
  /** Folders systemd makes under /run and /var/lib, with the variable that names each. */
  ownFolders: { path: string; variable: string }[]
  restart: RestartPolicy
  restartMilliseconds: number
  stopMilliseconds: number
  startLimit: { burst: number; intervalMilliseconds: number }
  /** Whether it has an [Install] section, so that it comes back after a reboot. */
  comesBack: boolean
}

const folders = ['/etc/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system', '/run/systemd/system']

/** Whether a written file is a service unit that systemd would find. */
export function isUnitPath(path: string): boolean {
  return folders.includes(posix.dirname(posix.resolve('/', path))) && path.endsWith('.service')
}

/** Reads a service unit. Throws with systemd's wording where systemd refuses to start one. */
export function parseUnitFile(name: string, text: string): UnitFile {
  const settings = readSettings(text, name)
  const last = (key: string) => settings.get(key)?.at(-1)
  const execStart = last('Service.ExecStart')
  if (!execStart) throw new Error(`${name}: Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing.`)
  const span = (key: string, fallback: number) => parseTimeSpan(last(key) ?? '') ?? fallback
  const workingFolder = last('Service.WorkingDirectory')?.replace(/^-/, '').replace(/^~$/, '/root')
  return {
    name,
    command: splitWords(execStart.replace(/^[-@:+!]+/, '')),
    ...(workingFolder ? { workingFolder } : {}),
    environment: readEnvironment(settings.get('Service.Environment') ?? []),
    environmentFiles: (settings.get('Service.EnvironmentFile') ?? []).map(readEnvironmentFile),
    ownFolders: readOwnFolders(last),
    restart: (last('Service.Restart') ?? 'no') as RestartPolicy,
    restartMilliseconds: span('Service.RestartSec', 100),
    stopMilliseconds: Math.min(span('Service.TimeoutStopSec', 90_000), 90_000),
    startLimit: {
      burst: Number(last('Unit.StartLimitBurst') ?? 5),
      intervalMilliseconds: span('Unit.StartLimitIntervalSec', 10_000),
    },
    comesBack: /^\[Install\]/m.test(text),
  }
}

/** `Section.Key` to its values in order; an empty value resets, as in systemd. */
function readSettings(text: string, name: string): Map<string, string[]> {
  const settings = new Map<string, string[]>()
  let section = ''
  for (const line of text.replaceAll(/\\\r?\n\s*/g, ' ').split(/\r?\n/)) {
    const trimmed = line.trim()
    if (!trimmed || /^[#;]/.test(trimmed)) continue
    section = /^\[(.+)\]$/.exec(trimmed)?.[1] ?? section
    const [, key, value] = /^([A-Za-z]+)\s*=\s*(.*)$/.exec(trimmed) ?? []
    if (key === undefined || value === undefined) continue
    const values = value === '' ? [] : [...(settings.get(`${section}.${key}`) ?? []), expandSpecifiers(value, name)]
    settings.set(`${section}.${key}`, values)
  }
  return settings
}

function expandSpecifiers(value: string, name: string): string {
  const prefix = name.replace(/\.service$/, '')
  const specifiers: Record<string, string> = {
    '%': '%',
    n: name,
    N: prefix,
    p: prefix,
    h: '/root',
    t: '/run',
    S: '/var/lib',
  }
  return value.replace(/%(.)/g, (whole, letter: string) => specifiers[letter] ?? whole)
}

function readEnvironment(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(lines.flatMap(splitWords).map(splitAssignment))
}

function readEnvironmentFile(value: string) {
  return { path: value.replace(/^-/, ''), optional: value.startsWith('-') }
}

function readOwnFolders(last: (key: string) => string | undefined): UnitFile['ownFolders'] {
  return [
    { key: 'RuntimeDirectory', root: '/run', variable: 'RUNTIME_DIRECTORY' },
    { key: 'StateDirectory', root: '/var/lib', variable: 'STATE_DIRECTORY' },
    { key: 'CacheDirectory', root: '/var/cache', variable: 'CACHE_DIRECTORY' },
    { key: 'LogsDirectory', root: '/var/log', variable: 'LOGS_DIRECTORY' },
  ].flatMap(({ key, root, variable }) => {
    const folder = last(`Service.${key}`)
    return folder ? [{ path: posix.join(root, folder), variable }] : []
  })
}

function splitAssignment(assignment: string): [string, string] {
  const at = assignment.indexOf('=')
  return at < 0 ? [assignment, ''] : [assignment.slice(0, at), assignment.slice(at + 1)]
}

/** The variables of an EnvironmentFile: one assignment a line, `#` and `;` comments, optional quotes. */
export function parseEnvironmentFile(text: string): Record<string, string> {
  const lines = text
    .replaceAll(/\\\r?\n/g, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
  const assignments = lines.filter((line) => /^[A-Za-z_]\w*\s*=/.test(line)).map(splitAssignment)
  return Object.fromEntries(assignments.map(([key, value]) => [key.trim(), splitWords(value.trim()).join(' ')]))
}
