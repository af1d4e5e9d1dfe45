import { describe, expect, test } from '@jest/globals'
import { ManualClock, ScaledClock } from '../../local/clock.ts'

describe('a clock moved by hand', () => {
  test('fires timers in order of their time, also those that timers set', async () => {
    const clock = new ManualClock(0)
    const fired: string[] = []
    clock.after(30, () => fired.push(`late at ${clock.now()}`))
    clock.after(10, () => {
      fired.push(`early at ${clock.now()}`)
      clock.after(5, () => fired.push(`between at ${clock.now()}`))
    })
    await clock.advance(40)
    expect(fired).toEqual(['early at 10', 'between at 15', 'late at 30'])
    expect(clock.now()).toBe(40)
  })

  test('repeats until cancelled, and never starts a turn before the last has ended', async () => {
    const clock = new ManualClock(0)
    let turns = 0
    const timer = clock.every(10, () => {
      turns++
    })
    await clock.advance(35)
    timer.cancel()
    await clock.advance(100)
    expect(turns).toBe(3)
  })
})

describe('a scaled clock', () => {
  test('passes faster than the wall', async () => {
    const clock = new ScaledClock(1000)
    const before = clock.now()
    await clock.sleep(5000)
    expect(clock.now() - before).toBeGreaterThanOrEqual(5000)
    clock.stop()
  })

  test('wakes a sleeper whose signal aborts, with the reason', async () => {
    const clock = new ScaledClock(1)
    const controller = new AbortController()
    const sleeping = clock.sleep(60_000, controller.signal)
    controller.abort(new Error('enough'))
    await expect(sleeping).rejects.toThrow('enough')
    clock.stop()
  })

  test('does not fire a timer of many weeks at once', async () => {
    const clock = new ScaledClock(1)
    let fired = false
    clock.after(2 ** 33, () => {
      fired = true
    })
    await clock.sleep(20)
    expect(fired).toBe(false)
    clock.stop()
  })

  test('refuses a speed that is not above 0', () => {
    expect(() => new ScaledClock(0)).toThrow(RangeError)
  })
})
