import * as z from 'zod'
import { payload, step } from '../core/step.ts'
import { refuseWhileHalted } from './halt.ts'
import type { Progress } from './judging/progress.ts'
import { progressSoFar } from './phase-progress.ts'

const shortestWaitSeconds = 5
const longestWaitSeconds = 60
/** The watch writes twice a second, and is silent for some while one slice hands over to the next. */
const stalledAfterSeconds = 120

/**
 * Says whether a phase is over, by what the watch has seen, and how long to wait before asking again: the rest of the
 * window once it is known when that ends; before, a fifth of what it has taken already, so that no history grows long.
 * `stalled` when the watch has fallen silent.
 */
export const CheckPhase = step(payload({ phase: z.int() }), async ({ service, execution, phase: index }) => {
  await refuseWhileHalted(service)
  const { progress, change, samples } = await progressSoFar(execution, index)
  const waitSeconds = pauseSeconds(progress, (samples.through - change.injectedAt) / 1_000)
  const stalled = Date.now() - samples.through > stalledAfterSeconds * 1_000
  return { over: progress.over, tookEffect: progress.effect !== undefined, stalled, waitSeconds }
})

/** How long to wait before looking again at a phase that was injected so many seconds ago. */
export function pauseSeconds({ window, secondsLeft }: Progress, elapsedSeconds: number): number {
  const seconds = Math.ceil(window ? secondsLeft : elapsedSeconds / 5)
  return Math.min(longestWaitSeconds, Math.max(shortestWaitSeconds, seconds))
}
