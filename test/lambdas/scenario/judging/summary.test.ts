import { describe, expect, test } from '@jest/globals'
import { progressOf } from '../../../../lambdas/scenario/judging/progress.ts'
import type { Answer, Samples } from '../../../../lambdas/scenario/judging/sample.ts'
import { summarize } from '../../../../lambdas/scenario/judging/summary.ts'
import { Promised } from '../../../../lambdas/scenario/promise.ts'
import { looks, ms, probes, refused, target, terms, together, well } from './samples.ts'

const change = { startedAt: ms(10), injectedAt: ms(11), probesPerSecond: 10, looksPerSecond: 2, steadySeconds: 2 }
const limits = { ceilingSeconds: 20, observeSeconds: 5 }

const allHealthy = [{ of: 'all', state: 'healthy', count: 'capacity' }]
const steady = Promised.parse({
  says: 'table everywhere',
  mix: { table: { min: 1 } },
  statuses: [200],
  targets: allHealthy,
  zones: 'every',
})
const broken = Promised.parse({ says: 'all 502', mix: { error: { min: 1 } }, statuses: [502], targets: allHealthy })
const staticEverywhere = Promised.parse({
  says: 'static everywhere',
  mix: { static: { min: 1 } },
  statuses: [200],
  targets: allHealthy,
})
const oneStatic = Promised.parse({
  says: 'static from the affected one',
  mix: { table: { min: 0.5 }, static: { min: 0.2, max: 0.5 } },
  statuses: [200],
  answers: { affected: 'static', others: 'table' },
  targets: allHealthy,
  zones: 'every',
})
const outOfRotation = Promised.parse({
  says: 'the affected one is out',
  mix: { table: { min: 1 } },
  statuses: [200],
  targets: [
    { of: 'affected', state: 'unhealthy', reason: refused },
    { of: 'others', state: 'healthy' },
  ],
  throughout: { table: {}, static: {} },
})
const replaced = Promised.parse({
  says: 'another takes its place',
  mix: { table: { min: 1 } },
  statuses: [200],
  targets: [
    { of: 'affected', state: 'gone' },
    { of: 'all', state: 'healthy', count: 'capacity' },
  ],
  onTheWay: [{ of: 'affected', state: 'draining', reason: 'Target.DeregistrationInProgress' }],
})

const always = (answer: Answer) => () => answer
const calm = together({ probes: probes(5, 10, always('table')), looks: looks(5, 10, well) })

function judged(promised: Promised, samples: Samples, through = ms(60)) {
  const progress = progressOf(promised, samples, terms, change, limits, through)
  return { ...summarize(promised, samples, terms, change, progress), over: progress.over, progress }
}

function changedFrom(seconds: number, answerOf: (instance: string) => Answer, states = well, until = 40): Samples {
  return together(
    calm,
    { probes: probes(10, seconds, always('table')), looks: looks(10, seconds, well) },
    { probes: probes(seconds, until, answerOf), looks: looks(seconds, until, states) },
  )
}

describe('a phase', () => {
  test('whose failure lands and is borne as promised is as designed, with its time to effect', () => {
    const result = judged(broken, changedFrom(13, always('error')))
    expect(result.verdict).toBe('as-designed')
    expect(result.timeToEffectSeconds).toBe(2)
    expect(result.probes).toBe(50)
    expect(result.counts).toEqual({ table: 0, static: 0, error: 50 })
    expect(result.availability).toEqual({ value: 0, low: 0, high: expect.closeTo(0.0711, 4) })
    expect(result.statuses).toEqual({ 502: 50 })
    // It ends as it was promised, which is not well.
    expect(result.timeToRecoverSeconds).toBeNull()
  })

  test('whose failure never lands is not as designed, though every request succeeded', () => {
    const result = judged(broken, changedFrom(40, always('table')))
    expect(result.verdict).toBe('not-as-designed')
    expect(result.timeToEffectSeconds).toBeNull()
    expect(result.availability.value).toBe(1)
  })

  test('that is worse than promised is not as designed, and the finding says what was seen', () => {
    const result = judged(staticEverywhere, changedFrom(13, always('error')))
    expect(result.verdict).toBe('not-as-designed')
    const refuted = result.findings.filter(({ verdict }) => verdict === 'not-as-designed').map(({ claim }) => claim)
    expect(refuted).toContain('every answer static')
    expect(refuted).toContain('no error')
  })

  test('in which one request of the window fails is not as designed', () => {
    const samples = changedFrom(10, always('table'))
    const spoilt = samples.probes.findIndex(({ sentAt }) => sentAt === ms(15))
    samples.probes[spoilt] = { sentAt: ms(15), latencyMs: 9, answer: 'error', status: 502 }
    expect(judged(steady, samples).verdict).toBe('not-as-designed')
  })

  test('with too few probes for its claim is inconclusive', () => {
    const sparse = { ...change, probesPerSecond: 2 }
    const samples = together({ probes: probes(5, 40, always('table'), 2), looks: looks(5, 40, well) })
    const progress = progressOf(steady, samples, terms, sparse, limits, ms(60))
    expect(summarize(steady, samples, terms, sparse, progress)).toMatchObject({ verdict: 'inconclusive', probes: 10 })
  })

  test('in which the prober could send nothing is inconclusive and blames nobody', () => {
    const result = judged(steady, changedFrom(11, always('unsent')))
    expect(result).toMatchObject({ verdict: 'inconclusive', probes: 0, counts: { error: 0 } })
    expect(result.unsent).toBeGreaterThan(0)
  })

  test('tells the affected instance from the others', () => {
    const answerOf = (instance: string): Answer => (instance === 'i-a' ? 'static' : 'table')
    expect(judged(oneStatic, changedFrom(14, answerOf)).verdict).toBe('as-designed')
    const wrongOne = (instance: string): Answer => (instance === 'i-b' ? 'static' : 'table')
    expect(judged(oneStatic, changedFrom(14, wrongOne)).verdict).toBe('not-as-designed')
  })

  test('holds a target to the promised state and reason', () => {
    const answerOf = always('table')
    expect(judged(outOfRotation, changedFrom(14, answerOf, ['unhealthy', 'healthy', 'healthy'])).verdict).toBe(
      'as-designed',
    )
    expect(judged(outOfRotation, changedFrom(14, answerOf, well)).verdict).toBe('not-as-designed')
    const timedOut = changedFrom(14, answerOf, ['unhealthy', 'healthy', 'healthy'])
    for (const { targets } of timedOut.looks) if (targets[0]?.reason) targets[0].reason = 'Target.Timeout'
    expect(judged(outOfRotation, timedOut).verdict).toBe('not-as-designed')
  })

  test('counts failed requests before the window apart, and refuses them where the promise holds throughout', () => {
    const samples = together(
      calm,
      { probes: probes(10, 12, always('error')), looks: looks(10, 12, well) },
      { probes: probes(12, 40, always('table')), looks: looks(12, 40, ['unhealthy', 'healthy', 'healthy']) },
    )
    const result = judged(outOfRotation, samples)
    expect(result.failedInTransition).toBe(20)
    expect(result.counts.error).toBe(0)
    expect(result.verdict).toBe('not-as-designed')
    expect(result.timeToDetectSeconds).toBe(2)
  })

  test('sees a replaced target drain, and a new one take its place', () => {
    const newcomer = (from: number, until: number, state: string) =>
      looks(from, until, ['healthy', 'healthy', 'healthy']).map(({ at, targets }) => ({
        at,
        targets: [...targets.slice(1), target('i-d', state)],
      }))
    const samples = together(
      { probes: probes(5, 40, always('table')) },
      { looks: looks(5, 12, well) },
      { looks: looks(12, 15, ['draining', 'healthy', 'healthy']) },
      { looks: newcomer(15, 18, 'initial') },
      { looks: newcomer(18, 40, 'healthy') },
    )
    const result = judged(replaced, samples)
    expect(result).toMatchObject({ verdict: 'as-designed', timeToDetectSeconds: 2, timeToRecoverSeconds: 6 })
    expect(result.timeToEffectSeconds).toBe(7)
    const never = together({ probes: probes(5, 40, always('table')), looks: looks(5, 40, well) })
    expect(judged(replaced, never).verdict).toBe('not-as-designed')
  })

  test('misses a zone that never answers', () => {
    const samples = changedFrom(11, always('table'))
    samples.probes = samples.probes.map((probe) => ({ ...probe, zone: 'us-west-2a' }))
    const claims = judged(steady, samples).findings.filter(({ verdict }) => verdict === 'not-as-designed')
    expect(claims.map(({ claim }) => claim)).toEqual([
      'the promise comes to hold',
      'answers from us-west-2b',
      'answers from us-west-2c',
    ])
  })
})

describe('the window of a phase', () => {
  test('opens however seldom the targets are looked at', () => {
    const seldom = { ...change, looksPerSecond: 0.2 }
    const samples = changedFrom(13, always('error'))
    samples.looks = samples.looks.filter(({ at }) => (at - ms(0)) % 5_000 === 0)
    const progress = progressOf(broken, samples, terms, seldom, limits, ms(40))
    expect(progress.window).toEqual({ from: ms(25), until: ms(30) })
    expect(summarize(broken, samples, terms, seldom, progress)).toMatchObject({
      verdict: 'as-designed',
      timeToEffectSeconds: 4,
    })
  })

  test('opens once the promise has held for two seconds, and does not move when more is seen', () => {
    const samples = changedFrom(13, always('error'))
    const early = progressOf(broken, samples, terms, change, limits, ms(16))
    const late = progressOf(broken, samples, terms, change, limits, ms(40))
    expect(early).toMatchObject({ over: false, secondsLeft: 4 })
    expect(early.window).toEqual({ from: ms(15), until: ms(20) })
    expect(late.window).toEqual(early.window)
    expect(late.over).toBe(true)
  })

  test('is the last stretch before the ceiling where the promise never holds', () => {
    const { progress } = judged(broken, changedFrom(40, always('table')))
    expect(progress.window).toEqual({ from: ms(26), until: ms(31) })
    const waiting = progressOf(broken, changedFrom(40, always('table')), terms, change, limits, ms(30))
    expect(waiting.over).toBe(false)
    expect(waiting.window).toBeUndefined()
  })

  test('opens only once the promise has held for as long as a load balancer may be of two minds', () => {
    const patient = { ...change, steadySeconds: 8 }
    const progress = progressOf(broken, changedFrom(13, always('error')), terms, patient, limits, ms(40))
    expect(progress.window).toEqual({ from: ms(21), until: ms(26) })
  })

  test('does not open on a lucky moment', () => {
    const flapping = together(
      { looks: looks(5, 40, well) },
      ...Array.from({ length: 30 }, (_, second) => ({
        probes: probes(10 + second, 11 + second, always(second % 2 ? 'error' : 'table')),
      })),
    )
    expect(judged(broken, flapping).verdict).toBe('not-as-designed')
  })
})

describe('latency', () => {
  test('is given by nearest rank and can be promised', () => {
    const slow = Promised.parse({ ...steady, latencyMs: { p50: { min: 400, max: 900 } } })
    const samples = changedFrom(11, always('table'))
    expect(judged(slow, samples).verdict).toBe('not-as-designed')
    expect(judged(slow, samples).latencyMs).toEqual({ p50: 12, p95: 14, p99: 14 })
    const late = { ...samples, probes: samples.probes.map((probe) => ({ ...probe, latencyMs: probe.latencyMs + 500 })) }
    expect(judged(slow, late).verdict).toBe('as-designed')
  })

  test('of too few answers says nothing about a quantile', () => {
    const slowest = Promised.parse({ ...steady, latencyMs: { p50: { max: 5 }, p99: { max: 5 } } })
    const { findings } = judged(slowest, changedFrom(11, always('table')))
    expect(findings.filter(({ claim }) => claim.includes('latency'))).toEqual([
      { claim: 'p50 latency 0 to 5 ms', seen: '12 ms of 50 answers', met: false, verdict: 'not-as-designed' },
      { claim: 'p99 latency 0 to 5 ms', seen: '14 ms of 50 answers', met: false, verdict: 'inconclusive' },
    ])
  })
})
