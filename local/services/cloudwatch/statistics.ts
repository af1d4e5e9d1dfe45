import type { Metric, Sample } from './metric.ts'

const simple: Record<string, (samples: readonly Sample[]) => number> = {
  SampleCount: (samples) => total(samples, ({ count }) => count),
  Sum: (samples) => total(samples, ({ sum }) => sum),
  Average: (samples) => total(samples, ({ sum }) => sum) / total(samples, ({ count }) => count),
  Minimum: (samples) => Math.min(...samples.map(({ minimum }) => minimum)),
  Maximum: (samples) => Math.max(...samples.map(({ maximum }) => maximum)),
}

/** Whether a statistic is one this cloud computes: the five simple ones and percentiles such as `p99.9`. */
export const isStatistic = (name: string) => name in simple || percentileOf(name) !== undefined

function percentileOf(name: string): number | undefined {
  const [, digits] = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(name) ?? []
  return digits === undefined ? undefined : Number(digits)
}

/** A statistic of samples, of which there is at least one; undefined for percentiles of mere summaries. */
export function statistic(name: string, samples: readonly Sample[]): number | undefined {
  const percentile = percentileOf(name)
  if (percentile === undefined) return simple[name]?.(samples)
  const values = samples.flatMap((sample) => sample.values).sort(([a], [b]) => a - b)
  const rank = (percentile / 100) * values.reduce((sum, [, count]) => sum + count, 0)
  let seen = 0
  return values.find(([, count]) => {
    seen += count
    return seen >= rank
  })?.[0]
}

/** Samples of a stretch of time by the start of their period, the earliest first. */
export function byPeriod(
  metric: Metric | undefined,
  start: number,
  end: number,
  periodSeconds: number,
  unit?: string,
): [start: number, samples: Sample[]][] {
  const period = periodSeconds * 1000
  const first = Math.floor(start / period) * period
  const chosen = (metric?.samples ?? []).filter(
    (sample) => sample.timestamp >= first && sample.timestamp < end && (unit === undefined || sample.unit === unit),
  )
  const groups = Map.groupBy(chosen, ({ timestamp }) => Math.floor(timestamp / period) * period)
  return [...groups].sort(([a], [b]) => a - b)
}

const total = (samples: readonly Sample[], part: (sample: Sample) => number) =>
  samples.reduce((sum, sample) => sum + part(sample), 0)
