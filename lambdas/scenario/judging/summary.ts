import type { Promised } from '../promise.ts'
import { findings, mixFindings } from './claims.ts'
import type { Change, Effect } from './effect.ts'
import { type Finding, type Verdict, worst } from './finding.ts'
import { type LatencyMs, latencyQuantiles } from './latency.ts'
import type { Progress } from './progress.ts'
import { type Proportion, proportion } from './proportion.ts'
import { type Answer, arrived, between, type Probe, type Samples, type Target } from './sample.ts'
import { passingFinding } from './target-claim.ts'
import type { Terms } from './terms.ts'
import { secondsToDetect, secondsToRecover } from './timing.ts'

/** What came of one phase: what was promised, what was seen of it, and the verdict. */
export interface Summary {
  verdict: Verdict
  findings: Finding[]
  /** Probes of the window that reached the service, and those that never left the prober. */
  probes: number
  unsent: number
  counts: Record<Exclude<Answer, 'unsent'>, number>
  availability: Proportion
  mix: Record<Exclude<Answer, 'unsent'>, number>
  statuses: Record<string, number>
  errors: Record<string, number>
  latencyMs: LatencyMs | null
  byInstance: Record<string, number>
  byZone: Record<string, number>
  /** The targets as last seen in the window. */
  targets: Target[]
  /** The fewest healthy targets that any look of the window saw. */
  healthyTargets: number
  timeToEffectSeconds: number | null
  timeToDetectSeconds: number | null
  timeToRecoverSeconds: number | null
  /** Failed requests from the start of the phase until its window. */
  failedInTransition: number
  startedAt: string
  injectedAt: string
  window: { from: string; until: string }
}

/** Judges a phase that is over: the promise against the window, and what it promised for the way there. */
export function summarize(
  promised: Promised,
  samples: Samples,
  terms: Terms,
  change: Change,
  { effect, window = { from: change.injectedAt, until: change.injectedAt } }: Progress,
): Summary {
  const inWindow = between(samples, window.from, window.until)
  const inPhase = between(samples, change.startedAt, window.until)
  const inTransition = between(samples, change.startedAt, window.from)
  const seen = [...findings(promised, inWindow, terms), ...onTheWay(promised, inPhase, terms)]
  const all = [effectFinding(effect, window.until - change.injectedAt, worst(seen)), ...seen]
  return {
    verdict: worst(all),
    findings: all,
    ...counted(inWindow.probes),
    targets: inWindow.looks.at(-1)?.targets ?? [],
    healthyTargets: inWindow.looks.length ? Math.min(...inWindow.looks.map(healthy)) : 0,
    timeToEffectSeconds: effect ? seconds(effect.effectAt - change.injectedAt) : null,
    timeToDetectSeconds: secondsToDetect(samples, change.startedAt, window.until),
    timeToRecoverSeconds: secondsToRecover(inPhase, change.startedAt),
    failedInTransition: inTransition.probes.filter(({ answer }) => answer === 'error').length,
    startedAt: iso(change.startedAt),
    injectedAt: iso(change.injectedAt),
    window: { from: iso(window.from), until: iso(window.until) },
  }
}

/** A promise that never held in time is broken, unless too little was seen to say so. */
function effectFinding(effect: Effect | undefined, withinMilliseconds: number, rest: Verdict): Finding {
  const claim = 'the promise comes to hold'
  if (effect) return { claim, seen: 'it did', met: true, verdict: 'as-designed' }
  const verdict = rest === 'inconclusive' ? 'inconclusive' : 'not-as-designed'
  return { claim, seen: `not within ${seconds(withinMilliseconds)} s`, met: false, verdict }
}

function onTheWay(promised: Promised, { probes, looks }: Samples, terms: Terms): Finding[] {
  const passing = (promised.onTheWay ?? []).map((claim) => passingFinding(claim, looks, terms))
  return [...passing, ...(promised.throughout ? mixFindings(promised.throughout, arrived(probes), ', throughout') : [])]
}

function counted(probes: Probe[]) {
  const answered = arrived(probes)
  const count = (source: Answer) => answered.filter(({ answer }) => answer === source).length
  const counts = { table: count('table'), static: count('static'), error: count('error') }
  const share = (of: number) => (answered.length === 0 ? 0 : of / answered.length)
  return {
    probes: answered.length,
    unsent: probes.length - answered.length,
    counts,
    availability: proportion(counts.table + counts.static, answered.length),
    mix: { table: share(counts.table), static: share(counts.static), error: share(counts.error) },
    statuses: tally(answered, ({ status }) => status?.toString()),
    errors: tally(probes, ({ error }) => error),
    latencyMs: latencyQuantiles(answered) ?? null,
    byInstance: tally(answered, ({ instance }) => instance),
    byZone: tally(answered, ({ zone }) => zone),
  }
}

function tally(probes: readonly Probe[], keyOf: (probe: Probe) => string | undefined): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const probe of probes) {
    const key = keyOf(probe)
    if (key !== undefined) counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}

function healthy({ targets }: { targets: readonly Target[] }): number {
  return targets.filter(({ state }) => state === 'healthy').length
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1_000
}

function iso(time: number): string {
  return new Date(time).toISOString()
}
