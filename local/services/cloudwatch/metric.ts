import type { Dimension } from '@aws-sdk/client-cloudwatch'

/** What names a metric: a namespace, a name, and dimensions in any order. */
export interface MetricName {
  namespace: string
  name: string
  dimensions: readonly Dimension[]
}

/** Values reported together, or a summary of them that somebody has made before. */
export interface Sample {
  /** Milliseconds since the epoch, on the clock of whoever reported it. */
  readonly timestamp: number
  readonly unit: string
  readonly count: number
  readonly sum: number
  readonly minimum: number
  readonly maximum: number
  /** Each value with how often it came; none for a summary, which therefore has no percentiles. */
  readonly values: readonly (readonly [value: number, count: number])[]
}

export interface Metric extends MetricName {
  readonly samples: Sample[]
}

/** The same text for the same metric, whatever the order of its dimensions. */
export function keyOf({ namespace, name, dimensions }: MetricName): string {
  const pairs = dimensions.map(({ Name, Value }) => [Name, Value]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
  return JSON.stringify([namespace, name, pairs])
}

/** A sample of single values, each of which may have come several times. */
export function sampleOf(
  timestamp: number,
  unit: string,
  values: readonly (readonly [value: number, count: number])[],
): Sample {
  const numbers = values.map(([value]) => value)
  return {
    timestamp,
    unit,
    values,
    count: values.reduce((sum, [, count]) => sum + count, 0),
    sum: values.reduce((sum, [value, count]) => sum + value * count, 0),
    minimum: Math.min(...numbers),
    maximum: Math.max(...numbers),
  }
}
