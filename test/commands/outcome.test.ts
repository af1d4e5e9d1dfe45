import { expect, test } from '@jest/globals'
import type { FinishedExecution } from '../../commands/execution.ts'
import { outcomeOf } from '../../commands/start/outcome.ts'

/** An execution that has succeeded with this output, or failed with this error. */
function ended(end: object | string): FinishedExecution {
  const description =
    typeof end === 'string' ? { status: 'FAILED', error: end } : { status: 'SUCCEEDED', output: JSON.stringify(end) }
  return { machine: 'Any', description: description as unknown as FinishedExecution['description'], events: [] }
}

test.each([
  [[{ endpoint: 'http://x' }], 'succeeded'],
  [[{ endpoint: 'http://x' }, { verdict: 'as-designed' }], 'as-designed'],
  [['NotAsDesigned', { endpoint: 'http://x' }, 'NotAsDesigned'], 'not-as-designed'],
  [[{ endpoint: 'http://x' }, 'Inconclusive'], 'inconclusive'],
  [['Leftovers', { endpoint: 'http://x' }, 'NotAsDesigned'], 'failed'],
  [['NotHealthy'], 'failed'],
])('executions that end with %j come to %s', (ends, verdict) => {
  expect(outcomeOf(ends.map(ended)).verdict).toBe(verdict)
})
