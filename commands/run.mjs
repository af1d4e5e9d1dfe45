/**
 * The one entry of every npm script: sets the project up where something is missing or stale,
 * then runs the command on the project's own Node. Plain JavaScript, because it must run on any Node from 20 on.
 */
import { spawn } from 'node:child_process'
import { constants, devNull } from 'node:os'
import { fileURLToPath } from 'node:url'
import { commands } from './programs.mjs'
import { SetUpFailed, setUp } from './set-up.mjs'

const compiled = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))

async function main([name, ...parameters]) {
  const command = commands[name]
  if (!command) {
    console.error(`usage: npm run <${Object.keys(commands).join('|')}>`)
    return 2
  }
  const { node, python, testPython } = await setUp({ forTests: command.forTests ?? false })
  const unknown = command.unknownFlag?.(name, parameters)
  if (unknown !== undefined) {
    console.error(`${unknown}: npm run ${name} has no such flag; npm run ${name} -- --help lists them`)
    return 2
  }
  const environment = {
    ...(command.forTests ? withoutAws(process.env) : process.env),
    // Each thread of Node's pool would take a memory arena of its own and keep it.
    MALLOC_ARENA_MAX: '2',
    // CDK alone takes Node a second and a half to compile.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? compiled,
    RESILIENT_SERVICE_PYTHON: python,
    ...(testPython ? { RESILIENT_SERVICE_TEST_PYTHON: testPython } : {}),
  }
  const last = command.steps.at(-1)
  for (const step of command.steps) {
    const [program, ...rest] = step[0] === 'python' ? [testPython, ...step.slice(1)] : [node, ...step]
    const code = await run(program, step === last ? [...rest, ...parameters] : rest, environment)
    if (code !== 0) return code
  }
  return 0
}

/** No profile, session or endpoint of the user: tests have clouds of their own, and are to see nothing else. */
function withoutAws(environment) {
  const others = Object.entries(environment).filter(([name]) => !name.startsWith('AWS_'))
  return { ...Object.fromEntries(others), AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull }
}

/** Runs a program to its end and tells its exit code; a signal meant for us is the program's to handle. */
function run(program, parameters, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { stdio: 'inherit', env })
    const forward = (signal) => child.kill(signal)
    // A terminal sends it to the program, too.
    const interrupt = (signal) => process.stdin.isTTY || forward(signal)
    process.on('SIGTERM', forward).on('SIGHUP', forward).on('SIGINT', interrupt)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      process.off('SIGTERM', forward).off('SIGHUP', forward).off('SIGINT', interrupt)
      resolve(code ?? 128 + constants.signals[signal])
    })
  })
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error) => {
    console.error(error instanceof SetUpFailed ? error.message : error)
    process.exitCode = 1
  },
)
