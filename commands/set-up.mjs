import { createHash } from 'node:crypto'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join, relative, resolve } from 'node:path'
import { SetUpFailed } from './set-up-failed.mjs'
import { withSetUpLock } from './set-up-lock.mjs'
import { reasonOf, runProgram } from './set-up-program.mjs'

export { SetUpFailed } from './set-up-failed.mjs'

/**
 * Makes node_modules and the Python environments match their lock files, and does nothing when they do.
 * A set-up that fails or is stopped half-way leaves no stamp, so the next command does it again.
 * @returns {Promise<{node: string, python: string, testPython?: string}>} the interpreters to use
 */
export async function setUp({ forTests }) {
  await installPackages()
  const node = findNode()
  const python = await installPython('.venv', 'instance/requirements.txt', ['botocore', 'waitress'])
  if (!forTests) return { node, python }
  const testPython = await installPython('.venv-test', 'test/requirements.txt', ['awscli', 'boto3', 'ruff'])
  return { node, python, testPython }
}

/** `npm ci` without install scripts: no package of ours needs one. */
async function installPackages() {
  const stamp = 'node_modules/.set-up'
  const wanted = digest('package-lock.json')
  if (read(stamp) === wanted) return
  await withSetUpLock(() => (read(stamp) === wanted ? undefined : install(stamp, wanted)))
}

async function install(stamp, wanted) {
  say('installing the packages of package-lock.json (about 2 minutes, once)')
  await attempt('npm ci', () => {
    const parameters = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    return runProgram('npm', parameters, { env: withoutOwnPrograms() })
  })
  await writeFile(stamp, wanted)
}

/** npm scripts find the programs of node_modules first, and `npm ci` must not run on a Node that it deletes. */
function withoutOwnPrograms() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return { ...process.env, PATH: folders.filter((folder) => !folder.includes('node_modules')).join(delimiter) }
}

/** The project's own Node 24 where npm has one for this machine, else the caller's if it is new enough. */
function findNode() {
  const own = join('node_modules', '.bin', 'node')
  if (existsSync(own)) return own
  const [major = 0] = process.versions.node.split('.').map(Number)
  if (major >= 24) return process.execPath
  throw new SetUpFailed(
    `Node 24 or newer is needed on ${process.platform}-${process.arch}; this is ${process.version}.`,
  )
}

/** A virtual environment with exactly the pinned packages; the system's Python where it has them and PyPI is out of reach. */
async function installPython(folder, requirements, modules) {
  const stamp = join(folder, '.set-up')
  const wanted = digest(requirements)
  return (
    installed(stamp, wanted) ??
    (await withSetUpLock(
      () => installed(stamp, wanted) ?? installModules(folder, requirements, modules, stamp, wanted),
    ))
  )
}

/** The interpreter that an earlier set-up has chosen, unless its packages or the Python that they are for are gone. */
function installed(stamp, wanted) {
  const [state, interpreter = '', program, packages = ''] = (read(stamp) ?? '').split('\n')
  const isThere = state === wanted && existsSync(interpreter) && existsSync(packages)
  return isThere && realpathSync(interpreter) === program ? resolve(interpreter) : undefined
}

async function installModules(folder, requirements, modules, stamp, wanted) {
  const system = await findPython()
  // Relative to the checkout, so that a copy of that has its own.
  const own = join(folder, 'bin', 'python')
  say(`installing the Python packages of ${requirements} (once)`)
  const failure = await makeEnvironment(system, folder, own, requirements)
  const chosen = failure === undefined ? own : await withSystemPackages(system, modules, requirements, failure)
  await mkdir(folder, { recursive: true })
  const { stdout } = await runProgram(chosen, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'])
  const packages = chosen === own ? relative(process.cwd(), stdout.trim()) : dirname(chosen)
  await writeFile(stamp, [wanted, chosen, realpathSync(chosen), packages].join('\n'))
  return resolve(chosen)
}

/** @returns {Promise<Error | undefined>} why the environment could not be made */
async function makeEnvironment(system, folder, own, requirements) {
  try {
    await rm(folder, { recursive: true, force: true })
    await runProgram(system, ['-m', 'venv', folder])
    await runProgram(own, [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--require-hashes',
      '-r',
      requirements,
    ])
    return undefined
  } catch (error) {
    return error
  }
}

async function findPython() {
  for (const name of ['python3', 'python'])
    try {
      const { stdout } = await runProgram(name, [
        '-c',
        'import sys; print(sys.executable if sys.version_info >= (3, 11) else "")',
      ])
      if (stdout.trim()) return stdout.trim()
    } catch {}
  throw new SetUpFailed('Python 3.11 or newer is needed as python3; none was found.')
}

async function withSystemPackages(system, modules, requirements, failure) {
  const { stdout } = await runProgram(system, [
    '-c',
    `import importlib.util as u; print(" ".join(m for m in ${JSON.stringify(modules)} if u.find_spec(m) is None))`,
  ])
  const missing = stdout.trim()
  if (missing === '') return system
  throw new SetUpFailed(
    `The Python packages of ${requirements} can't be installed (${reasonOf(failure)}) and ${system} does not have: ${missing}.`,
  )
}

async function attempt(what, action) {
  try {
    await action()
  } catch (error) {
    throw new SetUpFailed(`${what} failed: ${reasonOf(error)}`)
  }
}

function digest(file) {
  if (!existsSync(file)) throw new SetUpFailed(`${file} is missing from the checkout.`)
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

function say(line) {
  console.error(`set-up: ${line}`)
}
