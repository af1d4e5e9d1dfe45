import type { Bounds, Mix, Promised } from '../promise.ts'
import { alwaysFinding, type Finding, shareFinding } from './finding.ts'
import { latencyQuantiles } from './latency.ts'
import { arrived, type Probe, type Samples } from './sample.ts'
import { targetFinding } from './target-claim.ts'
import type { Terms } from './terms.ts'

const sources = ['table', 'static', 'error'] as const
const none: Bounds = { min: 0, max: 0 }

/** Holds every claim of a promise against what was seen while it should have held. */
export function findings(promised: Promised, { probes, looks }: Samples, terms: Terms): Finding[] {
  const answered = arrived(probes)
  return [
    ...mixFindings(promised.mix, answered),
    statusFinding(promised.statuses, answered),
    ...answerFindings(promised, answered, terms),
    ...zoneFindings(promised, answered, terms),
    ...latencyFindings(promised, answered),
    ...promised.targets.map((claim) => targetFinding(claim, looks, terms)),
  ]
}

/** The share of each source; `when` tells a mix of the window from one of the whole phase. */
export function mixFindings(mix: Mix, answered: readonly Probe[], when = ''): Finding[] {
  return sources.flatMap((source) => {
    const bounds = mix[source] ?? none
    if (bounds.min === 0 && bounds.max === 1) return []
    const count = answered.filter(({ answer }) => answer === source).length
    return [shareFinding(`${shareText(source, bounds)}${when}`, count, answered.length, bounds)]
  })
}

function statusFinding(statuses: readonly number[], answered: readonly Probe[]): Finding {
  const fitting = answered.filter(({ status }) => status !== undefined && statuses.includes(status)).length
  return shareFinding(`every status ${statuses.join(' or ')}`, fitting, answered.length, { min: 1, max: 1 })
}

function answerFindings({ answers }: Promised, answered: readonly Probe[], { affected }: Terms): Finding[] {
  return (['affected', 'others'] as const).flatMap((group) => {
    const source = answers?.[group]
    if (source === undefined) return []
    const theirs = answered.filter(
      ({ instance }) => instance !== undefined && affected.includes(instance) === (group === 'affected'),
    )
    const exceptions = theirs.filter(({ answer }) => answer !== source)
    const who = group === 'affected' ? 'the affected instances' : 'the other instances'
    return [alwaysFinding(`${who} answer from ${source}`, theirs.length, exceptions.map(answerText))]
  })
}

/** A zone that never answered counts as missing once the sample is large enough to tell a share of 10 % from none. */
function zoneFindings({ zones: claim }: Promised, answered: readonly Probe[], terms: Terms): Finding[] {
  if (claim === undefined) return []
  return terms.zones.map((zone) => {
    const count = answered.filter((probe) => probe.zone === zone).length
    const lost = claim === 'others' && terms.affectedZones.includes(zone)
    if (lost) return shareFinding(`nothing from ${zone}`, count, answered.length, none)
    const { verdict, seen } = shareFinding('', count, answered.length, { min: 0.1, max: 1 })
    return { claim: `answers from ${zone}`, seen, met: count > 0, verdict: count > 0 ? 'as-designed' : verdict }
  })
}

/** With fewer answers a quantile depends on a single one: of 19, the slowest is the 95th percentile. */
const fewestAnswers = { p50: 20, p95: 20, p99: 100 } as const

function latencyFindings({ latencyMs: bounds = {} }: Promised, answered: readonly Probe[]): Finding[] {
  const timed = answered.filter(({ status }) => status !== undefined).length
  const latency = latencyQuantiles(answered)
  return (['p50', 'p95', 'p99'] as const).flatMap((quantile) => {
    const { min, max = Number.POSITIVE_INFINITY } = bounds[quantile] ?? { min: 0 }
    if (min === 0 && max === Number.POSITIVE_INFINITY) return []
    const value = latency?.[quantile]
    const claim = `${quantile} latency ${max === Number.POSITIVE_INFINITY ? `at least ${min}` : `${min} to ${max}`} ms`
    if (value === undefined) return [alwaysFinding(claim, 0, [])]
    const met = value >= min && value <= max
    const verdict = timed < fewestAnswers[quantile] ? 'inconclusive' : met ? 'as-designed' : 'not-as-designed'
    return [{ claim, seen: `${Math.round(value)} ms of ${timed} answers`, met, verdict }]
  })
}

const words = {
  table: { none: 'no answer from the table', are: 'from the table' },
  static: { none: 'no static answer', are: 'static' },
  error: { none: 'no error', are: 'an error' },
} as const

function shareText(source: (typeof sources)[number], { min, max }: Bounds): string {
  const { none: never, are } = words[source]
  if (max === 0) return never
  if (min === 1) return `every answer ${are}`
  if (max === 1) return `at least ${percent(min)} of answers ${are}`
  return `${min === 0 ? 'at most' : `${percent(min)} to`} ${percent(max)} of answers ${are}`
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function answerText({ instance, answer, status }: Probe): string {
  return `${instance} answered ${status} from ${answer}`
}
