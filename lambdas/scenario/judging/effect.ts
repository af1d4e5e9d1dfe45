import type { Promised } from '../promise.ts'
import { findings } from './claims.ts'
import { between, type Samples } from './sample.ts'
import { matches } from './target-claim.ts'
import type { Terms } from './terms.ts'

/** When a phase began to change the service, when it had changed it, and how often it was probed and looked at. */
export interface Change {
  startedAt: number
  injectedAt: number
  probesPerSecond: number
  looksPerSecond: number
  /** How long a promise must hold before it counts as more than a lucky moment. */
  steadySeconds: number
}

/** When the promise began to hold, and when it had held long enough to believe it. */
export interface Effect {
  effectAt: number
  confirmedAt: number
}

/** And over so many probes and looks, however seldom they come. */
const steadyProbes = 10
const steadyLooks = 2

/** A stretch that begins a smaller part of its length after another holds nearly the same, and costs as much again. */
const finestStep = 1 / 20

/**
 * Finds the first stretch of time in which everything seen was as promised, as exactly as looks at the targets come, or
 * a twentieth of the stretch. Looking again with more samples finds the same moment, so a window that starts here cannot
 * slide away from what follows.
 */
export function findEffect(promised: Promised, samples: Samples, terms: Terms, change: Change): Effect | undefined {
  const steady = steadyFor(change)
  const earliest = Math.max(change.injectedAt + steady, whenPassed(promised, samples, terms, change.startedAt))
  let next = earliest
  for (const { at } of between(samples, earliest, Number.POSITIVE_INFINITY).looks) {
    if (at < next) continue
    next = at + steady * finestStep
    const stretch = between(samples, at - steady, at)
    if (findings(promised, stretch, terms).every(({ met }) => met)) return { effectAt: at - steady, confirmedAt: at }
  }
  return undefined
}

function steadyFor({ steadySeconds, probesPerSecond, looksPerSecond }: Change): number {
  return Math.max(steadySeconds, steadyProbes / probesPerSecond, steadyLooks / looksPerSecond) * 1_000
}

/** When every state promised on the way had been seen; never, while one is missing. */
function whenPassed({ onTheWay = [] }: Promised, samples: Samples, terms: Terms, startedAt: number): number {
  const { looks } = between(samples, startedAt, Number.POSITIVE_INFINITY)
  const seenAt = onTheWay.map(
    (claim) => looks.find((look) => matches(claim, look, terms))?.at ?? Number.POSITIVE_INFINITY,
  )
  return Math.max(startedAt, ...seenAt)
}
