import type { Promised } from '../promise.ts'
import { findings } from './claims.ts'
import { between, type Samples } from './sample.ts'
import { type Pace, steadySecondsFor } from './steady.ts'
import { matches } from './target-claim.ts'
import type { Terms } from './terms.ts'

/** When a phase began to change the service, when it had changed it, and how its effect was looked for. */
export interface Change extends Pace {
  startedAt: number
  injectedAt: number
}

/** When the promise began to hold, and when it had held long enough to believe it. */
export interface Effect {
  effectAt: number
  confirmedAt: number
}

/** A stretch that begins a smaller part of its length after another holds nearly the same, and costs as much again. */
const finestStep = 1 / 20

/**
 * Finds the first stretch of time in which everything seen was as promised, as exactly as looks at the targets come, or
 * a twentieth of the stretch. Looking again with more samples finds the same moment, so a window that starts here cannot
 * slide away from what follows.
 */
export function findEffect(promised: Promised, samples: Samples, terms: Terms, change: Change): Effect | undefined {
  const steady = steadySecondsFor(change) * 1_000
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

/** When every state promised on the way had been seen; never, while one is missing. */
function whenPassed({ onTheWay = [] }: Promised, samples: Samples, terms: Terms, startedAt: number): number {
  const { looks } = between(samples, startedAt, Number.POSITIVE_INFINITY)
  const seenAt = onTheWay.map(
    (claim) => looks.find((look) => matches(claim, look, terms))?.at ?? Number.POSITIVE_INFINITY,
  )
  return Math.max(startedAt, ...seenAt)
}
