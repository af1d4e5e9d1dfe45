import { latencyQuantiles } from '../judging/latency.ts'
import { type Answer, arrived, type Probe } from '../judging/sample.ts'
import { stepSeconds, type TimeAxis } from './time-axis.ts'

/** What the probes sent within one piece of the time axis came to. */
export interface Bin {
  from: number
  until: number
  perSecond: Record<Exclude<Answer, 'unsent'>, number>
  latencyMs?: { p50: number; p95: number }
}

/** Cuts the axis into at most `most` pieces and counts the probes of each. */
export function binsOf(axis: TimeAxis, probes: readonly Probe[], most: number): Bin[] {
  const seconds = stepSeconds(axis, most)
  const pieces = Map.groupBy(arrived(probes), ({ sentAt }) => Math.floor((sentAt - axis.from) / 1_000 / seconds))
  const count = Math.ceil((axis.until - axis.from) / 1_000 / seconds)
  return Array.from({ length: count }, (_, index) =>
    binOf(axis.from + index * seconds * 1_000, seconds, pieces.get(index) ?? []),
  )
}

function binOf(from: number, seconds: number, probes: readonly Probe[]): Bin {
  const rate = (source: Answer) => probes.filter(({ answer }) => answer === source).length / seconds
  const latency = latencyQuantiles(probes)
  return {
    from,
    until: from + seconds * 1_000,
    perSecond: { table: rate('table'), static: rate('static'), error: rate('error') },
    ...(latency && { latencyMs: { p50: latency.p50, p95: latency.p95 } }),
  }
}
