import { arrived, type Probe } from './sample.ts'

/** Latency in milliseconds that 50, 95 and 99 % of the answers stayed within. */
export interface LatencyMs {
  p50: number
  p95: number
  p99: number
}

/** Quantiles by nearest rank over every probe that was answered; undefined when none was. */
export function latencyQuantiles(probes: readonly Probe[]): LatencyMs | undefined {
  const sorted = arrived(probes)
    .filter(({ status }) => status !== undefined)
    .map(({ latencyMs }) => latencyMs)
    .sort((a, b) => a - b)
  if (sorted.length === 0) return undefined
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
