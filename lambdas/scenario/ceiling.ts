import { StepError } from '../core/errors.ts'
import type { Observe } from './input.ts'
import { steadySecondsFor } from './judging/steady.ts'
import type { Phase } from './phase.ts'

/**
 * How long a phase may take to show its effect: by its own ceiling, or the run's where that is lower. Apart from the
 * schema of phases, which knows every failure and so would bring all their clients into the functions that only judge.
 */
export function ceilingSecondsOf(phase: Phase, run: { ceilingSeconds?: number | undefined }): number {
  return Math.min(phase.ceilingSeconds, run.ceilingSeconds ?? Number.POSITIVE_INFINITY)
}

/** Throws `InvalidInput` where no promise of a phase could hold for long enough to count before the ceiling of the phase. */
export function refuseLowCeilings(phases: readonly Phase[], observe: Observe & { steadySeconds: number }): void {
  const { perSecond: probesPerSecond, looksPerSecond, steadySeconds } = observe
  const least = steadySecondsFor({ steadySeconds, probesPerSecond, looksPerSecond }) + 1 / looksPerSecond
  const low = phases.find((phase) => ceilingSecondsOf(phase, observe) <= least)
  if (!low) return
  const seconds = Math.round(least * 10) / 10
  const rule = `a promise counts only once it has held for ${seconds} s`
  const limit = `the phase ${low.name} has a ceiling of ${ceilingSecondsOf(low, observe)} s`
  const remedy = 'raise ceilingSeconds, lower steadySeconds, or send more probes and looks a second'
  throw new StepError('InvalidInput', `observe: ${rule}, but ${limit}: ${remedy}`)
}
