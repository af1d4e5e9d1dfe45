/**
 * The one entry of every npm script: sets the project up where something is missing or stale,
 * then runs the command on the project's own Node. Plain JavaScript, because it must run on any Node from 20 on.
 */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'
import { SetUpFailed, setUp } from './setup.mjs'

const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js']
const compiled = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url))
const cdk = ['node_modules/aws-cdk/bin/cdk']

/** What the local cloud makes lasts a moment: left alone, Node lets 200 MB of it gather before it looks. */
const thrifty = ['--max-semi-space-size=8', '--heap-growing-percent=20']

/** Per command: the steps to run in order, each a Node program, or a Python module of the test environment. */
const commands = {
  start: { steps: [[...thrifty, 'commands/start.ts']] },
  local: { steps: [[...thrifty, 'commands/local.ts']] },
  bench: { steps: [[...thrifty, 'commands/bench.ts']] },
  synth: { steps: [[...cdk, 'synth', '--quiet']] },
  deploy: { steps: [[...cdk, 'deploy']] },
  test: { steps: [jest], forTests: true },
  check: {
    forTests: true,
    steps: [
      ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings'],
      ['node_modules/typescript-7/bin/tsc', '-p', '.'],
      [
        'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
        '--config',
        '.dependency-cruiser.mjs',
        'commands',
        'infra',
        'instance',
        'lambdas',
        'local',
      ],
      ['python', '-m', 'ruff', 'check', '.'],
      ['python', '-m', 'ruff', 'format', '--check', '.'],
      jest,
    ],
  },
}

async function main([name, ...parameters]) {
  const command = commands[name]
  if (!command) {
    console.error(`usage: npm run <${Object.keys(commands).join('|')}>`)
    return 2
  }
  const { node, python, testPython } = await setUp({ forTests: command.forTests ?? false })
  const environment = {
    ...process.env,
    // Threads that come and go, as Lambda environments do, would each leave a memory arena of their own behind.
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

/** Runs a program to its end and tells its exit code; a signal meant for us is the program's to handle. */
function run(program, parameters, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { stdio: 'inherit', env })
    const forward = (signal) => child.kill(signal)
    const ignore = () => {}
    process.on('SIGTERM', forward).on('SIGHUP', forward).on('SIGINT', ignore)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      process.off('SIGTERM', forward).off('SIGHUP', forward).off('SIGINT', ignore)
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
