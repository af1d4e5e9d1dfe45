import { unknownCdkFlag } from './cdk-flags.mjs'

const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js']
const cdk = ['node_modules/aws-cdk/bin/cdk']

/** What the local cloud makes lasts a moment: left alone, Node lets 200 MB of it gather before it looks. */
const thrifty = ['--max-semi-space-size=8', '--heap-growing-percent=20']

/**
 * Per npm script: the steps to run in order, each a Node program, or a Python module of the test environment, and what
 * finds a wrong flag where the program itself goes on with one. Plain JavaScript, because it must load on any Node from
 * 20 on.
 */
export const commands = {
  start: { steps: [[...thrifty, 'commands/start.ts']] },
  local: { steps: [[...thrifty, 'commands/local.ts']] },
  bench: { steps: [[...thrifty, 'commands/bench.ts']] },
  synth: { steps: [[...cdk, 'synth', '--quiet']], unknownFlag: unknownCdkFlag },
  deploy: { steps: [[...cdk, 'deploy']], unknownFlag: unknownCdkFlag },
  destroy: { steps: [[...cdk, 'destroy']], unknownFlag: unknownCdkFlag },
  test: { steps: [jest], forTests: true },
  check: {
    forTests: true,
    steps: [
      ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings'],
      ['node_modules/typescript-7/bin/tsc', '-p', '.'],
      [
        'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
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
