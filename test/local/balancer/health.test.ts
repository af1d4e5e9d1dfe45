import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type CheckResult, Health } from '../../../local/balancer/health.ts'
import { checkHealth } from '../../../local/balancer/health-check.ts'
import { HealthChecker } from '../../../local/balancer/health-checker.ts'
import type { Target } from '../../../local/balancer/target.ts'
import { ManualClock } from '../../../local/clock.ts'
import { until } from '../../until.ts'
import { closeAll, httpTarget, rawTarget, refusingTarget, targetAt } from './network.ts'

afterEach(closeAll)

const failure = (description: string): CheckResult => ({ reason: 'Target.ResponseCodeMismatch', description })

/** The rule in AWS's words, told from the whole series instead of from counters. */
function expected(
  results: readonly boolean[],
  healthy: number,
  unhealthy: number,
): 'initial' | 'healthy' | 'unhealthy' {
  let state: 'initial' | 'healthy' | 'unhealthy' = 'initial'
  results.forEach((_, index) => {
    const last = (count: number, passed: boolean) => {
      const tail = results.slice(Math.max(0, index + 1 - count), index + 1)
      return tail.length === count && tail.every((each) => each === passed)
    }
    if (state === 'initial' && last(1, true)) state = 'healthy'
    else if (state === 'unhealthy' && last(healthy, true)) state = 'healthy'
    else if (state !== 'unhealthy' && last(unhealthy, false)) state = 'unhealthy'
  })
  return state
}

describe('health', () => {
  test('follows one passed check at first and the thresholds from then on, for any series of checks', () => {
    const threshold = fc.integer({ min: 2, max: 10 })
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), threshold, threshold, (results, healthy, unhealthy) => {
        const health = new Health()
        for (const passed of results) health.record(passed ? 'passed' : failure('[500]'), { healthy, unhealthy })
        expect(health.state).toBe(expected(results, healthy, unhealthy))
        expect(health.failure === undefined).toBe(health.state !== 'unhealthy')
      }),
    )
  })

  test('names the way the latest check failed', () => {
    const health = new Health()
    const thresholds = { healthy: 3, unhealthy: 2 }
    for (const code of ['[500]', '[502]', '[503]']) health.record(failure(code), thresholds)
    expect(health.failure).toEqual(failure('[503]'))
    health.record('passed', thresholds)
    expect(health).toMatchObject({ state: 'unhealthy', failure: failure('[503]') })
  })
})

describe('a health check', () => {
  const check = (target: Target, timeoutMilliseconds = 2000) =>
    checkHealth(
      {
        location: target.location,
        path: '/healthcheck?deep',
        matches: (status) => status === 200,
        timeoutMilliseconds,
      },
      new AbortController().signal,
    )

  test('is a GET of the path on a connection of its own', async () => {
    const seen: unknown[] = []
    const target = await httpTarget((asked, answer) => {
      seen.push([asked.method, asked.url, asked.headers['user-agent'], asked.headers.connection])
      answer.end()
    })
    expect(await check(target)).toBe('passed')
    expect(seen).toEqual([['GET', '/healthcheck?deep', 'ELB-HealthChecker/2.0', 'close']])
  })

  test('fails by another code, by silence, and by whatever keeps it from an answer', async () => {
    const unavailable = await httpTarget((_, answer) => answer.writeHead(503).end('{}'))
    expect(await check(unavailable)).toEqual({
      reason: 'Target.ResponseCodeMismatch',
      description: 'Health checks failed with these codes: [503]',
    })
    const timeout = { reason: 'Target.Timeout', description: 'Request timed out' }
    expect(await check(await rawTarget(() => {}), 50)).toEqual(timeout)
    expect(await check(await httpTarget((_, answer) => void answer.write('half')), 50)).toEqual(timeout)
    expect(await check(targetAt(9, false), 50)).toEqual(timeout)
    const failed = { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' }
    expect(await check(await refusingTarget())).toEqual(failed)
    expect(await check(await rawTarget((socket) => socket.end()))).toEqual(failed)
    const cutOff = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'
    expect(await check(await rawTarget((socket) => socket.end(cutOff)))).toEqual(failed)
    expect(await check(await rawTarget((socket) => socket.end('220 mail\r\n\r\n')))).toEqual(failed)
  })
})

describe('checks of a target', () => {
  const checks = (take: () => Promise<CheckResult>) => {
    const clock = new ManualClock()
    const recorded: CheckResult[] = []
    let under = 0
    let most = 0
    const checker = new HealthChecker(clock, {
      check: async () => {
        most = Math.max(most, ++under)
        const result = await take()
        under--
        return result
      },
      record: (result) => recorded.push(result),
      intervalMilliseconds: () => 5000,
    })
    return { clock, checker, recorded, most: () => most }
  }

  test('come at once and then each interval of cloud time, until they are stopped', async () => {
    const { clock, checker, recorded } = checks(async () => 'passed')
    checker.start()
    expect(checker.sent).toBe(false)
    await clock.advance(0)
    expect([checker.sent, recorded.length]).toEqual([true, 1])
    await clock.advance(4999)
    expect(recorded).toHaveLength(1)
    await clock.advance(1)
    expect(recorded).toHaveLength(2)
    checker.stop()
    await clock.advance(60_000)
    expect(recorded).toHaveLength(2)
  })

  test('never overlap: one that takes longer than the interval delays the next', async () => {
    let release = () => {}
    const slow = () =>
      new Promise<CheckResult>((resolve) => {
        release = () => resolve('passed')
      })
    const { clock, checker, recorded, most } = checks(slow)
    checker.start()
    await clock.advance(30_000)
    release()
    await until(() => recorded.length === 1)
    await clock.advance(0)
    release()
    await until(() => recorded.length === 2)
    expect(most()).toBe(1)
    checker.stop()
  })

  test('that were stopped leave no result behind, and start as if never sent', async () => {
    let release = () => {}
    const { clock, checker, recorded } = checks(
      () =>
        new Promise((resolve) => {
          release = () => resolve('passed')
        }),
    )
    checker.start()
    await clock.advance(0)
    checker.stop()
    release()
    await clock.advance(60_000)
    expect([recorded.length, checker.sent, checker.running]).toEqual([0, false, false])
  })
})
