import { join } from 'node:path'
import { expect, test } from '@jest/globals'

const { unknownCdkFlag } = (await import(join(import.meta.dirname, '../../commands/cdk-flags.mjs'))) as {
  unknownCdkFlag(name: string, words: string[]): string | undefined
}

test.each([
  [['-c', 'schedule=rate(1 day)', '--require-approval', 'never', 'ResilientService']],
  [['--context=service=shop', '--no-rollback', '--requireApproval=never', '-v', '--help']],
  [['--outputs-file', 'out.json', '--', '--anything']],
])('npm run deploy takes the flags that CDK knows: %j', (words) => {
  expect(unknownCdkFlag('deploy', words)).toBeUndefined()
})

test.each([
  ['deploy', '--contxt'],
  ['deploy', '--schedule=rate(1 day)'],
  ['synth', '--require-approval'],
  ['destroy', '-x'],
])('npm run %s refuses %s, which CDK would pass over', (name, word) => {
  expect(unknownCdkFlag(name, ['ResilientService', word, 'value'])).toBe(word)
})
