import { describe, expect, test } from '@jest/globals'
import { readFlags } from '../../commands/flags.ts'
import { planFor } from '../../commands/start/plan.ts'

const input = { capacity: 2, scenario: 'zone-loss', observe: { seconds: 9 } }

function plan(flags: string[], embedded: boolean, given: Record<string, unknown> = {}) {
  return planFor({ ...readFlags(flags), service: 'demo' }, given, embedded)
}

describe('npm start runs', () => {
  test.each([
    [[], true, ['rehearsal']],
    [['--keep'], true, ['deploy', 'scenario']],
    [['--keep'], false, ['deploy', 'scenario']],
    [['--only', 'deploy', '--keep'], true, ['deploy']],
    [['--only', 'scenario'], true, ['deploy', 'scenario']],
    [['--only', 'scenario'], false, ['scenario']],
    [['--only', 'teardown'], false, ['teardown']],
  ])('with the flags %j, on an embedded cloud: %p, %j', (flags, embedded, machines) => {
    expect(plan(flags, embedded).map(({ machine }) => machine)).toEqual(machines)
  })

  test('two machines with the keys that each understands, and one with all', () => {
    expect(plan(['--keep'], false, input).map((planned) => planned.input)).toEqual([
      { service: 'demo', capacity: 2 },
      { service: 'demo', scenario: 'zone-loss', observe: { seconds: 9 } },
    ])
    expect(plan([], false, input).map((planned) => planned.input)).toEqual([{ service: 'demo', ...input }])
  })

  test('what watches on an embedded cloud with windows that suit it, unless the input has its own', () => {
    const observed = (embedded: boolean, given = {}) =>
      plan(['--keep'], embedded, given).map(({ input: { observe } }) => observe)
    expect(observed(true)).toEqual([undefined, expect.objectContaining({ seconds: 1.5 })])
    expect(observed(true, input)).toEqual([undefined, { seconds: 9 }])
    expect(observed(false)).toEqual([undefined, undefined])
  })
})
