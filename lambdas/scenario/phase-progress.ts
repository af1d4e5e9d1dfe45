import { ceilingSecondsOf } from './ceiling.ts'
import type { Change } from './judging/effect.ts'
import { type Progress, progressOf } from './judging/progress.ts'
import type { Terms } from './judging/terms.ts'
import type { Phase } from './phase.ts'
import { type PhaseRecord, readPhase } from './record/phase-record.ts'
import { phaseOf, type Run, readRun } from './record/run.ts'
import { type Batch, readSamples } from './record/sample-record.ts'

/** A phase with everything that is known of it. */
export interface PhaseSoFar {
  run: Run
  phase: Phase
  record: PhaseRecord
  terms: Terms
  change: Change
  samples: Batch
  progress: Progress
}

/** Before a phase, so much is read of what was seen, to tell what the phase has changed. */
const leadMilliseconds = 5_000

/** Reads a phase that has been injected, and says how far it has come. */
export async function progressSoFar(execution: string, index: number): Promise<PhaseSoFar> {
  const [run, record] = await Promise.all([readRun(execution), readPhase(execution, index)])
  const { startedAt, injectedAt, terms } = record
  if (injectedAt === undefined || terms === undefined) throw new Error(`Phase ${index} has not been injected`)
  const phase = phaseOf(run, index)
  const samples = await readSamples(execution, startedAt - leadMilliseconds)
  const { perSecond: probesPerSecond, looksPerSecond, steadySeconds } = run.observe
  const change = { startedAt, injectedAt, probesPerSecond, looksPerSecond, steadySeconds }
  const limits = { ceilingSeconds: ceilingSecondsOf(phase, run.observe), observeSeconds: run.observe.seconds }
  const progress = progressOf(phase.promise, samples, terms, change, limits, samples.through)
  return { run, phase, record, terms, change, samples, progress }
}
