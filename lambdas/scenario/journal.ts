import type { Verdict } from './judging/finding.ts'
import type { Summary } from './judging/summary.ts'
import type { PhaseRecord } from './record/phase-record.ts'
import type { Run } from './record/run.ts'

/** One judged phase, for other programs to read. */
export interface JournalPhase extends Summary {
  name: string
  injected: string[]
  lifted: string[]
  /** The promise in words. */
  promise: string
}

/** A run, for other programs to read. Times are UTC, durations seconds, shares between 0 and 1. */
export interface Journal {
  service: string
  execution: string
  scenario: string
  startedAt: string
  observe: Run['observe']
  verdict: Verdict
  /** What was not as designed, a line for each claim. */
  differences: string[]
  phases: JournalPhase[]
}

/** The journal of a run, from what its phases have left. */
export function journalOf(run: Run, records: readonly PhaseRecord[]): Journal {
  const { service, execution, scenario, startedAt, observe } = run
  const phases = records.flatMap((record) => journalPhase(run, record))
  const differences = phases.flatMap(({ name, findings }) =>
    findings.filter(({ verdict }) => verdict !== 'as-designed').map(({ claim, seen }) => `${name}: ${claim}: ${seen}`),
  )
  return { service, execution, scenario, startedAt, observe, verdict: overall(run, phases), differences, phases }
}

function journalPhase(
  { phases }: Run,
  { index, name, summary, injected = [], lifted = [] }: PhaseRecord,
): JournalPhase[] {
  if (!summary) return []
  const promise = phases[index]?.promise.says ?? ''
  return [{ name, injected: injected.map(({ failure }) => failure), lifted, promise, ...summary }]
}

/** A run is as designed when every phase of it is; a phase that was never judged leaves it open. */
function overall(run: Run, phases: readonly JournalPhase[]): Verdict {
  if (phases.some(({ verdict }) => verdict === 'not-as-designed')) return 'not-as-designed'
  const all = phases.length === run.phases.length && phases.every(({ verdict }) => verdict === 'as-designed')
  return all ? 'as-designed' : 'inconclusive'
}
