import { payload, step } from '../core/step.ts'
import { journalOf } from './journal.ts'
import { readPhases } from './record/phase-record.ts'
import { readRun } from './record/run.ts'

/** The run in numbers: each phase that was judged, and the verdict on the whole. */
export const JudgeRun = step(payload({}), async ({ execution }) => {
  const { verdict, phases, differences } = journalOf(await readRun(execution), await readPhases(execution))
  return { verdict, phases: fitting(phases), differences: firstOf(differences) }
})

/** A state machine's state holds 256 KiB, and this is not all it holds. */
const mostBytes = 150_000

/** The cause of an execution that fails shows no more; the report has them all. */
const mostDifferenceBytes = 30_000

/** As many differences as a cause can show. */
function firstOf(differences: string[]): string[] {
  const first: string[] = []
  let room = mostDifferenceBytes
  for (const difference of differences) {
    room -= Buffer.byteLength(difference)
    if (room < 0) break
    first.push(difference)
  }
  return first
}

/** The phases, without what only the report needs where they would be too long. */
function fitting<Phase extends { findings: unknown[]; targets: unknown[]; byInstance: object }>(phases: Phase[]) {
  if (Buffer.byteLength(JSON.stringify(phases)) <= mostBytes) return phases
  return phases.map(({ findings: _findings, targets: _targets, byInstance: _byInstance, ...numbers }) => numbers)
}
