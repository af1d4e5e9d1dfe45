import { describe, expect, test } from '@jest/globals'
import type { Json } from '../../local/json.ts'
import { failure, runScript, type Script } from './scripted-execution.ts'

const names = ['steady-state', 'broken', 'recovery']
const phases = names.map((name) => ({ name }))
const report = { bucket: 'reports', report: 'demo/run/report.html', journal: 'demo/run/journal.json' }
const restored = { restored: true, givenUp: false, differences: [], since: 1, pauseSeconds: 3 }
const judged = (verdict: string, differences: string[] = []): Json => ({ verdict, phases, differences })

/** Steps that answer as they do where all goes well; a phase is over when it has been looked at three times. */
function well(): Script {
  let looks = 0
  let ended = false
  return {
    CheckScenario: () => ({
      service: 'demo',
      startedBy: null,
      scenario: 'resilience',
      phases,
      observe: { seconds: 5 },
    }),
    OpenRun: () => ({ leftBroken: false }),
    WatchService: () => ({ done: ended, resumeAt: 1_700_000_000_000 }),
    CheckPhase: () => ({ over: ++looks % 3 === 0, tookEffect: true, stalled: false, waitSeconds: 4 }),
    JudgePhase: (_, { phase }) => ({ name: names[Number(phase)] ?? '', verdict: 'as-designed' }),
    EndWatch: () => {
      ended = true
      return {}
    },
    RestoreService: () => restored,
    JudgeRun: () => judged('as-designed'),
    WriteReport: () => report,
  }
}

const scenario = (script: Script = {}) => runScript('scenario.asl.json', { ...well(), ...script }, {}, 0.2)

const fails = (error: string) => () => {
  throw failure(error, `${error} happened`)
}

/** Answers in turn, and the last one from then on. */
function inTurn(...answers: (() => Json)[]) {
  let turn = 0
  return () => answers[Math.min(turn++, answers.length - 1)]?.() ?? null
}

describe('a scenario', () => {
  test('takes its phases one after the other, restores, reports, and ends with the verdict', async () => {
    const { ending, names: ran, calls } = await scenario()
    expect(ending).toEqual({
      status: 'SUCCEEDED',
      output: { service: 'demo', scenario: 'resilience', verdict: 'as-designed', phases, report },
    })
    const changed = calls.filter(({ name }) => name === 'InjectFailures')
    expect(changed.map(({ payload }) => (payload as { phase: number }).phase)).toEqual([0, 1, 2])
    expect(ran.slice(-4)).toEqual(['RestoreService', 'JudgeRun', 'WriteReport', 'ReleaseLock'])
  })

  test('lets each slice of the watch carry on where the one before ended', async () => {
    const { calls } = await scenario()
    const slices = calls.filter(({ name }) => name === 'WatchService')
    expect(slices.length).toBeGreaterThan(1)
    expect(slices.map(({ payload }) => (payload as { resumeAt: number | null }).resumeAt).slice(0, 2)).toEqual([
      null,
      1_700_000_000_000,
    ])
  })

  test.each([
    ['not-as-designed', 'NotAsDesigned'],
    ['inconclusive', 'Inconclusive'],
  ])('that is %s fails as %s, and says why and where the report is', async (verdict, error) => {
    const { ending } = await scenario({ JudgeRun: () => judged(verdict, ['broken: no answer table: 3 of 40']) })
    expect(ending).toMatchObject({ status: 'FAILED', error })
    expect(ending).toMatchObject({
      cause: 'broken: no answer table: 3 of 40 Report: s3://reports/demo/run/report.html',
    })
  })

  test('breaks nothing and restores nothing while halted, and gives the lock back', async () => {
    const { ending, names: ran } = await scenario({ OpenRun: fails('Halted') })
    expect(ending).toMatchObject({ status: 'FAILED', error: 'Halted' })
    expect(ran).toEqual(['CheckScenario', 'AcquireLock', 'OpenRun', 'ReleaseLock'])
  })

  test.each(['WatchService', 'LiftFailures', 'InjectFailures', 'CheckPhase', 'JudgePhase', 'EndWatch'])(
    'restores and reports when %s fails, and fails with its error',
    async (step) => {
      const { ending, names: ran } = await scenario({ [step]: fails('Denied') })
      expect(ending).toMatchObject({ status: 'FAILED', error: 'Denied' })
      expect(ran.slice(-4)).toEqual(['RestoreService', 'JudgeRun', 'WriteReport', 'ReleaseLock'])
    },
  )

  test('first restores what an earlier execution has left broken', async () => {
    const broken = { ...restored, restored: false }
    const { ending, names: ran } = await scenario({
      OpenRun: inTurn(
        () => ({ leftBroken: true }),
        () => ({ leftBroken: false }),
      ),
      RestoreService: inTurn(
        () => broken,
        () => restored,
      ),
    })
    expect(ending.status).toBe('SUCCEEDED')
    expect(ran.slice(0, 6)).toEqual([
      'CheckScenario',
      'AcquireLock',
      'OpenRun',
      'RestoreService',
      'RestoreService',
      'OpenRun',
    ])
  })

  test('does not begin where what an earlier execution has left cannot be restored', async () => {
    const hopeless = {
      restored: false,
      givenUp: true,
      differences: ['the table: was a, is b'],
      since: 1,
      pauseSeconds: 3,
    }
    const { ending, names: ran } = await scenario({
      OpenRun: () => ({ leftBroken: true }),
      RestoreService: () => hopeless,
    })
    expect(ending).toMatchObject({
      error: 'NOT_RESTORED',
      cause: 'Left by an earlier execution: the table: was a, is b',
    })
    expect(ran.at(-1)).toBe('ReleaseLock')
  })

  test('looks again until everything is as it was, with the time it began to restore', async () => {
    const soon = { ...restored, restored: false, since: 7 }
    const { ending, calls } = await scenario({
      RestoreService: inTurn(
        () => soon,
        () => soon,
        () => restored,
      ),
    })
    expect(ending.status).toBe('SUCCEEDED')
    const looks = calls.filter(({ name }) => name === 'RestoreService')
    expect(looks.map(({ payload }) => (payload as { since: number | null }).since)).toEqual([null, 7, 7])
  })

  test('fails as NOT_RESTORED when it has given up, and says what had ended it before', async () => {
    const hopeless = {
      restored: false,
      givenUp: true,
      differences: ['healthy targets: were 3, are 2'],
      since: 1,
      pauseSeconds: 3,
    }
    const script = { InjectFailures: fails('Halted'), RestoreService: () => hopeless }
    const { ending, names: ran, calls } = await scenario(script)
    expect(ending).toMatchObject({ status: 'FAILED', error: 'NOT_RESTORED' })
    expect((ending as { cause: string }).cause).toMatch(/^healthy targets: were 3, are 2\. Before that, Halted: /)
    expect(ran.slice(-3)).toEqual(['JudgeRun', 'WriteReport', 'ReleaseLock'])
    const { payload } = calls.find(({ name }) => name === 'WriteReport') ?? {}
    expect(payload).toMatchObject({ error: 'NOT_RESTORED', cause: expect.stringContaining('Before that, Halted') })
  })

  test('fails as NOT_RESTORED when the restoring itself fails', async () => {
    const { ending } = await scenario({ RestoreService: fails('Denied') })
    expect(ending).toMatchObject({ status: 'FAILED', error: 'NOT_RESTORED' })
    expect((ending as { cause: string }).cause).toContain('Denied happened')
  })

  test('does not hide a verdict behind a report that cannot be written, nor the other way round', async () => {
    const JudgeRun = () => judged('not-as-designed', ['broken: 3 of 40'])
    const { ending, names: ran } = await scenario({ JudgeRun, WriteReport: fails('Denied') })
    const verdict = 'The report could not be written. The verdict was not-as-designed: broken: 3 of 40.'
    expect(ending).toMatchObject({ status: 'FAILED', error: 'Denied', cause: expect.stringContaining(verdict) })
    expect(ran.at(-1)).toBe('ReleaseLock')
  })

  test('gives up when the watch has fallen silent', async () => {
    const silent = { over: false, tookEffect: false, stalled: true, waitSeconds: 30 }
    const { ending } = await scenario({ CheckPhase: () => silent })
    expect(ending).toMatchObject({ status: 'FAILED', error: 'NotReady', cause: expect.stringContaining('watch') })
  })

  test('waits as long as the check says', async () => {
    const { seconds } = await scenario()
    expect(seconds).toBeGreaterThan(3 * 2 * 4)
  })
})
