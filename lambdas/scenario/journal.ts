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

/** A phase that the run ended before it could be judged, or before it had begun. */
export interface UnjudgedPhase {
  name: string
  /** UTC time; null where the phase had not begun. */
  startedAt: string | null
  /** What it would have injected; of the phase that had begun, some may have been. */
  injects: string[]
}

/** What ended a run before its verdict: the error and cause of the execution. */
export interface Ended {
  error: string
  cause: string
}

/** A run, for other programs to read. Times are UTC, durations seconds, shares between 0 and 1. */
export interface Journal {
  service: string
  execution: string
  scenario: string
  startedAt: string
  observe: Run['observe']
  verdict: Verdict
  ended: Ended | null
  /** What has led to a verdict other than `as-designed`, a line for each claim. */
  differences: string[]
  phases: JournalPhase[]
  unjudged: UnjudgedPhase[]
}

/** The journal of a run, from what its phases have left. */
export function journalOf(run: Run, records: readonly PhaseRecord[], ended: Ended | null = null): Journal {
  const { service, execution, scenario, startedAt, observe } = run
  const phases = records.flatMap((record) => journalPhase(run, record))
  const unjudged = unjudgedPhases(run, records)
  const verdict = overall(phases, unjudged.length > 0 || ended !== null)
  const differences = phases.flatMap(({ name, findings }) =>
    findings
      .filter((finding) => verdict !== 'as-designed' && finding.verdict === verdict)
      .map(({ claim, seen }) => `${name}: ${claim}: ${seen}`),
  )
  return { service, execution, scenario, startedAt, observe, verdict, ended, differences, phases, unjudged }
}

function journalPhase(
  { phases }: Run,
  { index, name, summary, injected = [], lifted = [] }: PhaseRecord,
): JournalPhase[] {
  if (!summary) return []
  const promise = phases[index]?.promise.says ?? ''
  return [{ name, injected: injected.map(({ failure }) => failure), lifted, promise, ...summary }]
}

function unjudgedPhases({ phases }: Run, records: readonly PhaseRecord[]): UnjudgedPhase[] {
  return phases.flatMap(({ name, inject }, index) => {
    const record = records.find((each) => each.index === index)
    if (record?.summary) return []
    const startedAt = record ? new Date(record.startedAt).toISOString() : null
    return [{ name, startedAt, injects: inject.map(({ failure }) => failure) }]
  })
}

/** A run is as designed when every phase of it is; a phase that was never judged, or an error, leaves it open. */
function overall(phases: readonly JournalPhase[], isOpen: boolean): Verdict {
  if (phases.some(({ verdict }) => verdict === 'not-as-designed')) return 'not-as-designed'
  return !isOpen && phases.every(({ verdict }) => verdict === 'as-designed') ? 'as-designed' : 'inconclusive'
}
