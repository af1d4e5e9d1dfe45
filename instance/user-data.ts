import { gzipSync } from 'node:zlib'

/** A file of the server as it lies on an instance. */
export interface InstanceFile {
  /** Absolute path on the instance. */
  path: string
  content: string
  /** Octal, as chmod takes it: `0644`. */
  permissions: string
}

/** What differs from one service's instances to another's. */
export interface UserDataOptions {
  /** The path of its settings in Parameter Store. */
  settingsPath: string
  /** The table that Deploy created: what to read until Parameter Store says another name. */
  table: string
  region: string
  /** How often the server reads its settings from Parameter Store. */
  settingsRefreshSeconds: number
}

/** The folder of the server on an instance. */
export const home = '/opt/resilient-service'

/** EC2's limit on user data before base64 (Amazon EC2 User Guide, "Run commands when you launch an EC2 instance"). */
const limitBytes = 16 * 1024

/**
 * Amazon Linux 2023 calls Python 3.9 `python3` for its whole life, which botocore no longer supports; 3.11 is in its
 * repositories, too. Each step must succeed: a server half installed would only fail later, and less clearly. What is
 * downloaded gets a second and a third chance, because a machine that fails here is replaced only minutes later.
 */
const commands = [
  'set -eux',
  'retry() { "$@" || { sleep 5; "$@"; } || { sleep 15; "$@"; }; }',
  'retry dnf install --assumeyes python3.11',
  `python3.11 -m venv ${home}/venv`,
  `retry ${home}/venv/bin/pip install --no-cache-dir --disable-pip-version-check --only-binary :all: --require-hashes --requirement ${home}/requirements.txt`,
  'systemctl enable --now resilient-service.service',
]

/**
 * The cloud-config that makes a fresh Amazon Linux 2023 machine a server of the service: its files, then what installs
 * and starts them. Packed as a whole, which cloud-init undoes by itself (cloud-init documentation, "User data formats"):
 * file by file, with the base64 that needs, the server would not fit. The same input gives the same bytes, so that a
 * launch template changes only when the server does.
 */
export function userData(options: UserDataOptions, files: readonly InstanceFile[]): Uint8Array {
  const packed = zipped(cloudConfig(options, files))
  if (packed.length > limitBytes) {
    throw new RangeError(
      `User data would be ${packed.length} bytes and EC2 takes ${limitBytes}: make the files in instance/ smaller`,
    )
  }
  return packed
}

function cloudConfig(options: UserDataOptions, files: readonly InstanceFile[]): string {
  const written = [...files, environmentFile(options)].map(
    ({ path, content, permissions }) =>
      `- path: ${quoted(path)}\n  permissions: ${quoted(permissions)}\n  content: ${quoted(content)}`,
  )
  const run = commands.map((line) => `- ${quoted(line)}`)
  return `${['#cloud-config', 'write_files:', ...written, 'runcmd:', ...run].join('\n')}\n`
}

function environmentFile({ settingsPath, table, region, settingsRefreshSeconds }: UserDataOptions): InstanceFile {
  const variables = {
    SETTINGS_PATH: settingsPath,
    TABLE: table,
    AWS_REGION: region,
    SETTINGS_REFRESH_SECONDS: settingsRefreshSeconds,
  }
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`)
  return { path: `${home}/environment`, content: lines.join(''), permissions: '0644' }
}

function zipped(content: string): Uint8Array {
  const archive = gzipSync(content, { level: 9 })
  // The tenth byte names the system that packed it; 255 says "unknown" on every one (RFC 1952).
  archive[9] = 255
  return archive
}

/** JSON's strings are YAML's double-quoted ones. */
function quoted(text: string): string {
  return JSON.stringify(text)
}
