import { z } from 'zod'
import { payload, step } from '../core/step.ts'
import { refuseWhileHalted } from './halt.ts'
import { progressSoFar } from './phase-progress.ts'

const shortestWaitSeconds = 1
const longestWaitSeconds = 30

/**
 * Says whether a phase is over, by what the watch has seen, and how long to wait before asking again: the rest of the
 * window once it is known when that ends; before, a fifth of what it has taken already, so that no history grows long.
 */
export const CheckPhase = step(payload({ phase: z.int() }), async ({ service, execution, phase: index }) => {
  await refuseWhileHalted(service)
  const { progress, change, samples } = await progressSoFar(execution, index)
  const elapsedSeconds = (samples.through - change.injectedAt) / 1_000
  const seconds = progress.window ? progress.secondsLeft : elapsedSeconds / 5
  const waitSeconds = Math.min(longestWaitSeconds, Math.max(shortestWaitSeconds, Math.ceil(seconds)))
  return { over: progress.over, tookEffect: progress.effect !== undefined, waitSeconds }
})
