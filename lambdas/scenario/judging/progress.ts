import type { Promised } from '../promise.ts'
import { type Change, type Effect, findEffect } from './effect.ts'
import { between, type Samples } from './sample.ts'
import type { Terms } from './terms.ts'

/** How long a phase may take to show, and how long it is then watched. */
export interface Limits {
  ceilingSeconds: number
  observeSeconds: number
}

/** How far a phase has come. The window is what its promise is held against. */
export interface Progress {
  effect?: Effect
  window?: { from: number; until: number }
  over: boolean
  /** Seconds of wall time until it can be over; what is asked earlier is answered the same. */
  secondsLeft: number
}

/**
 * Says how far a phase has come, by the wall clock of the samples and not by the state machine's waits. The window
 * begins when the promise has held; if it does not hold by the ceiling, the last stretch before the ceiling is judged.
 * @param through every probe sent before this moment is among the samples.
 */
export function progressOf(
  promised: Promised,
  samples: Samples,
  terms: Terms,
  change: Change,
  { ceilingSeconds, observeSeconds }: Limits,
  through: number,
): Progress {
  const ceiling = change.injectedAt + ceilingSeconds * 1_000
  const effect = findEffect(promised, between(samples, 0, Math.min(through, ceiling)), terms, change)
  const lastStretch = { from: Math.max(change.injectedAt, ceiling - observeSeconds * 1_000), until: ceiling }
  const window = effect && { from: effect.confirmedAt, until: effect.confirmedAt + observeSeconds * 1_000 }
  const until = (window ?? lastStretch).until
  const over = through >= until
  const secondsLeft = Math.max(0, (window ? until : through) - through) / 1_000
  if (window && effect) return { effect, window, over, secondsLeft }
  return over ? { window: lastStretch, over, secondsLeft } : { over, secondsLeft }
}
