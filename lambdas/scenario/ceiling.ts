import type { Phase } from './phase.ts'

/**
 * How long a phase may take to show its effect: by its own ceiling, or the run's where that is lower. Apart from the
 * schema of phases, which knows every failure and so would bring all their clients into the functions that only judge.
 */
export function ceilingSecondsOf(phase: Phase, run: { ceilingSeconds?: number | undefined }): number {
  return Math.min(phase.ceilingSeconds, run.ceilingSeconds ?? Number.POSITIVE_INFINITY)
}
