import type { Observe } from './input.ts'
import type { Phase } from './phase.ts'

/** How long a phase may take to show its effect: by its own ceiling, or the run's where that is lower. */
export function ceilingSecondsOf(phase: Phase, observe: Observe): number {
  return Math.min(phase.ceilingSeconds, observe.ceilingSeconds ?? Number.POSITIVE_INFINITY)
}
