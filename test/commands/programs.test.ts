import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'

const project = join(import.meta.dirname, '../..')
const { commands } = (await import(join(project, 'commands/programs.mjs'))) as {
  commands: Record<string, { steps: string[][] }>
}
const steps = Object.entries(commands).flatMap(([name, command]) => command.steps.map((step) => ({ name, step })))
const programs = steps
  .filter(({ step }) => step[0] !== 'python')
  .map(({ name, step }) => [name, step.find((word) => !word.startsWith('--')) ?? ''] as const)

test.each(programs)('npm run %s finds its program %s', (_, program) => {
  expect(existsSync(join(project, program))).toBe(true)
})

test('every npm script is a command, and every command an npm script', () => {
  const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  // Without exec, a signal that is sent to npm alone would end at the shell between.
  const expected = Object.keys(commands).map((name) => [name, `exec node commands/run.mjs ${name}`])
  expect(scripts).toEqual(Object.fromEntries(expected))
})
