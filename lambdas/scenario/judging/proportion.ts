import quantile from '@stdlib/stats-base-dists-beta-quantile'

/** A share of trials with its exact 95 % confidence interval; all three between 0 and 1. */
export interface Proportion {
  value: number
  low: number
  high: number
}

const eachTail = 0.025

/** The search for a phase's effect asks for the same few small samples thousands of times. */
const known = new Map<string, Proportion>()

/**
 * The exact interval of Clopper and Pearson: "The use of confidence or fiducial limits illustrated in the case of the
 * binomial", Biometrika 26 (1934). Nothing seen says nothing: without trials the interval is all of [0, 1].
 */
export function proportion(successes: number, trials: number): Proportion {
  const key = `${successes} of ${trials}`
  const interval = known.get(key) ?? computed(successes, trials)
  known.set(key, interval)
  return interval
}

function computed(successes: number, trials: number): Proportion {
  const failures = trials - successes
  return {
    value: trials === 0 ? 0 : successes / trials,
    low: successes === 0 ? 0 : quantile(eachTail, successes, failures + 1),
    high: failures === 0 ? 1 : quantile(1 - eachTail, successes + 1, failures),
  }
}
