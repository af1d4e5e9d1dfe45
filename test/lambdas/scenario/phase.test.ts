import { describe, expect, test } from '@jest/globals'
import { parsed } from '../../../lambdas/core/step.ts'
import { catalogue } from '../../../lambdas/scenario/catalogue.ts'
import { pauseSeconds } from '../../../lambdas/scenario/check-phase.ts'
import { CheckRehearsal, CheckScenario } from '../../../lambdas/scenario/check-scenario.ts'
import { type Phase, Phases } from '../../../lambdas/scenario/phase.ts'
import { executionNamed } from '../step-run.ts'

const promise = {
  says: 'well',
  mix: { table: { min: 1 } },
  statuses: [200],
  targets: [{ of: 'all', state: 'healthy' }],
}
const steady = { name: 'steady-state', promise }
const keys = { execution: executionNamed('one'), state: 'Test' }

const check = (step: typeof CheckScenario | typeof CheckRehearsal, input: unknown) =>
  step({ ...keys, input }, {} as never) as Promise<Record<string, unknown>>

const complaints = (...phases: unknown[]) => {
  try {
    parsed(Phases, phases, 'phases')
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

describe('the phases of a scenario', () => {
  test.each(Object.keys(catalogue))('%s, which comes with the product, are all right', (name) => {
    expect(Phases.parse(catalogue[name]).length).toBeGreaterThan(2)
  })

  test('are completed with what they leave out', () => {
    const [phase] = Phases.parse([steady])
    expect(phase).toMatchObject({ inject: [], lift: [], ceilingSeconds: 120 })
    expect(phase?.promise.mix.table).toEqual({ min: 1, max: 1 })
  })

  test('take a failure by its name, or with its options', () => {
    const slow = { failure: 'slow-dependency', delayMilliseconds: 300 }
    const phases = Phases.parse([steady, { name: 'two', promise, inject: ['static-response', slow] }])
    expect(phases[1]?.inject).toEqual([
      { failure: 'static-response', options: {} },
      { failure: 'slow-dependency', options: { delayMilliseconds: 300 } },
    ])
  })

  test('lift everything but the guard, in an order that heals before it exposes', () => {
    const phases = Phases.parse([
      steady,
      { name: 'two', promise, inject: ['static-response', 'replacement-suspended', 'broken-dependency'] },
      { name: 'three', promise, lift: 'everything' },
    ])
    expect(phases[2]?.lift).toEqual(['broken-dependency', 'static-response'])
  })

  test.each([
    ['a field that is not known', [{ ...steady, lasts: 3 }], '0 (steady-state).lasts: is not known; allowed are name'],
    [
      'a share above one',
      [{ name: 'a', promise: { ...promise, mix: { table: { min: 2 } } } }],
      '0 (a).promise.mix.table.min: ',
    ],
    [
      'a failure nobody knows',
      [steady, { name: 'b', promise, inject: ['fire'] }],
      '1 (b).inject.0: must be one of broken-dependency',
    ],
    [
      'an option out of bounds',
      [steady, { name: 'b', promise, inject: [{ failure: 'slow-dependency', delayMilliseconds: 0 }] }],
      '1 (b).inject.0.delayMilliseconds: must be a whole number of milliseconds from 1 to 10000',
    ],
    [
      'an option of another failure',
      [steady, { name: 'b', promise, inject: [{ failure: 'static-response', delayMilliseconds: 5 }] }],
      '1 (b).inject.0',
    ],
    [
      'a first phase that breaks something',
      [{ ...steady, inject: ['static-response'] }],
      '0 (steady-state).inject: must be empty',
    ],
    [
      'lifting what is not there',
      [steady, { name: 'b', promise, lift: ['zone-loss'] }],
      '1 (b).lift: zone-loss was not injected before',
    ],
    [
      'injecting what is in place',
      [steady, { name: 'b', promise, inject: ['zone-loss'] }, { name: 'c', promise, inject: ['zone-loss'] }],
      '2 (c).inject: zone-loss is in place already',
    ],
    [
      'deep checks without the guard',
      [steady, { name: 'b', promise, inject: ['deep-health-check'] }],
      '1 (b).inject: deep-health-check needs replacement-suspended in place',
    ],
    [
      'lifting the guard before the deep checks',
      [
        steady,
        { name: 'b', promise, inject: ['replacement-suspended', 'deep-health-check'] },
        { name: 'c', promise, lift: ['replacement-suspended'] },
      ],
      '2 (c).lift: deep-health-check needs replacement-suspended in place',
    ],
    [
      'latencies that no answer can have',
      [{ ...steady, promise: { ...promise, latencyMs: { p50: { min: 900, max: 300 } } } }],
      '0 (steady-state).promise.latencyMs.p50: min must not be above max',
    ],
    [
      'a count in words nobody knows',
      [{ ...steady, promise: { ...promise, targets: [{ of: 'all', state: 'healthy', count: 'most' }] } }],
      '0 (steady-state).promise.targets.0.count: must be "every", "capacity" or a whole number',
    ],
    [
      'a text that would not fit into the result',
      [{ ...steady, promise: { ...promise, says: 'x'.repeat(501) } }],
      '0 (steady-state).promise.says: must be 1 to 500 characters',
    ],
    ['a name used twice', [steady, { ...steady }], '1 (steady-state).name: is the name of an earlier phase'],
    ['a phase without a name', [{ promise }], '0.name: must be 1 to 40'],
    ['a phase that is no object', ['steady'], '0: must be an object'],
    ['no phase at all', [], 'must be a list of 1 to 20 phases'],
  ])('are refused for %s, naming phase and field', (_, phases, complaint) => {
    expect(complaints(...phases)).toContain(complaint)
  })
})

test('complaints about one phase do not make others look wrong', () => {
  const broken = { name: 'two', promise, inject: ['broken-dependency'] }
  const recovery = { name: 'three', promise, lift: ['broken-dependency'] }
  expect(complaints({ ...steady, lasts: 3 }, broken, recovery)).not.toContain('two')
  expect(complaints(steady, { ...broken, ceilingSeconds: 0 }, recovery)).not.toContain('three')
})

describe('the input of a scenario', () => {
  test('may be empty: the whole default scenario on the service demo', async () => {
    const input = await check(CheckScenario, {})
    expect(input).toMatchObject({
      service: 'demo',
      scenario: 'resilience',
      startedBy: null,
      observe: { seconds: 60, perSecond: 5, looksPerSecond: 1 },
    })
    expect((input.phases as Phase[]).map(({ name }) => name)).toEqual([
      ...['steady-state', 'broken-dependency', 'static-response', 'bad-credentials'],
      ...['deep-health-check', 'replace-instance', 'fail-open', 'recovery'],
    ])
  })

  test('may bring phases of its own', async () => {
    const input = await check(CheckScenario, { phases: [steady] })
    expect(input).toMatchObject({ scenario: 'custom', phases: [{ name: 'steady-state' }] })
  })

  test.each([
    [{ scenario: 'chaos' }, 'scenario: must be one of resilience, slow-dependency, zone-loss; or give phases'],
    [{ observe: { perSecond: 1_000 } }, 'observe.perSecond: must be a number from 0.2 to 50'],
    [{ observe: { seconds: 5 } }, 'observe.seconds: times perSecond must be at least 40'],
    [{ observe: { steadySeconds: 120 } }, 'held for 121 s, but the phase steady-state has a ceiling of 120 s'],
    [{ observe: { ceilingSeconds: 3 } }, 'observe: a promise counts only once it has held for 3 s'],
    [{ observe: { perSecond: 0.2, seconds: 200, ceilingSeconds: 40 } }, 'held for 51 s'],
    [{ observe: { minutes: 1 } }, 'observe.minutes: is not known; allowed are seconds, perSecond'],
    [{ phases: [{ ...steady, inject: ['fire'] }] }, 'phases.0 (steady-state).inject.0: must be one of'],
    [{ capacity: 3 }, 'capacity: is not known'],
  ])('%j is refused as InvalidInput', async (input, complaint) => {
    await expect(check(CheckScenario, input)).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringContaining(complaint),
    })
  })
})

test.each([
  [{ seconds: 600, perSecond: 50 }, 'observe.perSecond: 10 phases could need more than 500000 probes'],
  [{ seconds: 600, looksPerSecond: 10 }, 'observe.looksPerSecond: 10 phases could need more than 50000 looks'],
])(
  'a run that could see more than its report can hold, with %j, is refused before anything is built',
  async (observe, message) => {
    const phases = Array.from({ length: 10 }, (_, index) => ({
      ...steady,
      name: `phase-${index}`,
      ceilingSeconds: 900,
    }))
    const refusal = { name: 'InvalidInput', message: expect.stringContaining(message) }
    const input = { phases, observe }
    for (const step of [CheckScenario, CheckRehearsal]) await expect(check(step, input)).rejects.toMatchObject(refusal)
  },
)

describe('the input of a rehearsal', () => {
  test('is dealt out to the machines as it was given', async () => {
    const dealt = await check(CheckRehearsal, {
      service: 'shop',
      capacity: 2,
      observe: { seconds: 9 },
      phases: [steady],
    })
    expect(dealt).toEqual({
      service: 'shop',
      deploy: { service: 'shop', capacity: 2 },
      scenario: { service: 'shop', observe: { seconds: 9 }, phases: [steady] },
      teardown: { service: 'shop' },
    })
  })

  test('is refused before anything is made', async () => {
    await expect(check(CheckRehearsal, { capacity: 0, scenario: 'chaos' })).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringMatching(/capacity: .*; scenario: /),
    })
    await expect(check(CheckRehearsal, { allowedCidr: '203.0.113.0/24' })).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringMatching(/^allowedCidr: must be 0\.0\.0\.0\/0/),
    })
    await expect(check(CheckRehearsal, { capacity: 30, settingsRefreshSeconds: 0.5 })).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringMatching(/^settingsRefreshSeconds: must be at least capacity \/ 30/),
    })
  })
})

describe('the looks at a phase', () => {
  test('come late enough that the longest scenario stays under 25,000 events of history', () => {
    const [phases, ceilingSeconds, windowSeconds] = [20, 900, 600]
    let looks = 0
    for (let elapsed = 0; elapsed < ceilingSeconds; looks++)
      elapsed += pauseSeconds({ over: false, secondsLeft: 0 }, elapsed)
    for (let left = windowSeconds; left > 0; looks++) {
      left -= pauseSeconds({ over: false, secondsLeft: left, window: { from: 0, until: 1 } }, ceilingSeconds)
    }
    // A turn of the loop is a Wait, a Task and a Choice; a slice of the watch a Task and a Choice, every 20 s.
    const events = phases * (looks * 9 + 25) + ((phases * (ceilingSeconds + windowSeconds)) / 20) * 7
    expect(events).toBeLessThan(22_000)
  })
})
