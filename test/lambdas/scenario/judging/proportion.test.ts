import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { shareFinding } from '../../../../lambdas/scenario/judging/finding.ts'
import { proportion } from '../../../../lambdas/scenario/judging/proportion.ts'

/** Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 5. */
const newcombe = [
  { successes: 81, trials: 263, low: 0.2527, high: 0.3676 },
  { successes: 15, trials: 148, low: 0.0578, high: 0.1617 },
  { successes: 0, trials: 20, low: 0, high: 0.1684 },
  { successes: 1, trials: 29, low: 0.0009, high: 0.1776 },
]

/** Geigy, "Scientific Tables" (7th edition), exact 95 % limits of the binomial, sample of 10. */
const geigy = [
  { successes: 0, trials: 10, low: 0, high: 0.3085 },
  { successes: 1, trials: 10, low: 0.0025, high: 0.445 },
  { successes: 2, trials: 10, low: 0.0252, high: 0.5561 },
  { successes: 3, trials: 10, low: 0.0667, high: 0.6525 },
  { successes: 4, trials: 10, low: 0.1216, high: 0.7376 },
  { successes: 5, trials: 10, low: 0.1871, high: 0.8129 },
]

describe('the exact interval', () => {
  test.each([...newcombe, ...geigy])(
    'of $successes in $trials is the published one',
    ({ successes, trials, low, high }) => {
      const interval = proportion(successes, trials)
      // Printed to four places, and the second of Newcombe's lows is cut off rather than rounded.
      expect(Math.abs(interval.low - low)).toBeLessThan(0.0001)
      expect(Math.abs(interval.high - high)).toBeLessThan(0.0001)
    },
  )

  test('is everything when nothing was tried', () => {
    expect(proportion(0, 0)).toEqual({ value: 0, low: 0, high: 1 })
  })

  test('encloses the share, mirrors with the failures and narrows with more trials', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), fc.nat(), (trials, seed) => {
        const successes = seed % (trials + 1)
        const { value, low, high } = proportion(successes, trials)
        const mirrored = proportion(trials - successes, trials)
        const tenfold = proportion(successes * 10, trials * 10)
        expect(low).toBeLessThanOrEqual(value)
        expect(high).toBeGreaterThanOrEqual(value)
        expect(mirrored.low).toBeCloseTo(1 - high, 9)
        expect(tenfold.high - tenfold.low).toBeLessThan(high - low)
      }),
      { numRuns: 100 },
    )
  })
})

describe('a share held against its bounds', () => {
  const every = { min: 1, max: 1 }
  const never = { min: 0, max: 0 }
  const some = { min: 0.2, max: 0.5 }

  test.each([
    { says: 'thirty-six without exception confirm "every"', count: 36, of: 36, bounds: every, verdict: 'as-designed' },
    { says: 'thirty-five are too few', count: 35, of: 35, bounds: every, verdict: 'inconclusive' },
    { says: 'one exception refutes "every"', count: 999, of: 1_000, bounds: every, verdict: 'not-as-designed' },
    { says: 'one occurrence refutes "never"', count: 1, of: 1_000, bounds: never, verdict: 'not-as-designed' },
    { says: 'a third lies between a fifth and a half', count: 17, of: 50, bounds: some, verdict: 'as-designed' },
    { says: 'none at all does not', count: 0, of: 50, bounds: some, verdict: 'not-as-designed' },
    { says: 'nine tenths do not', count: 45, of: 50, bounds: some, verdict: 'not-as-designed' },
    {
      says: 'what misses a tight bound is not confirmed by the margin',
      count: 299,
      of: 300,
      bounds: { min: 0.999, max: 1 },
      verdict: 'inconclusive',
    },
    { says: 'slightly outside is not enough to refute', count: 28, of: 50, bounds: some, verdict: 'inconclusive' },
    { says: 'nothing seen says nothing', count: 0, of: 0, bounds: every, verdict: 'inconclusive' },
  ])('$says', ({ count, of, bounds, verdict }) => {
    expect(shareFinding('', count, of, bounds).verdict).toBe(verdict)
  })
})
