import { type MetricName, type Sample, sampleOf } from './metric.ts'

/** The part of a log line that says which of its members are metrics ("Embedded metric format specification"). */
interface Metadata {
  Timestamp: number
  CloudWatchMetrics: Directive[]
}

interface Directive {
  Namespace: string
  Dimensions: string[][]
  Metrics: { Name: string; Unit?: string }[]
}

interface Found {
  metric: MetricName
  sample: Sample
}

/** The metrics in a log line: one for each set of dimensions. A line of another form has none. */
export function readEmbeddedMetrics(message: string): Found[] {
  const line = parse(message)
  const metadata = line?._aws as Metadata | undefined
  if (!line || !Array.isArray(metadata?.CloudWatchMetrics)) return []
  return metadata.CloudWatchMetrics.flatMap(({ Namespace, Dimensions = [[]], Metrics = [] }) =>
    Metrics.flatMap(({ Name, Unit = 'None' }) => {
      const values = valuesOf(line[Name])
      if (values.length === 0) return []
      const sample = sampleOf(
        metadata.Timestamp,
        Unit,
        values.map((value) => [value, 1] as const),
      )
      return Dimensions.map((names) => ({ metric: nameOf(Namespace, Name, names, line), sample }))
    }),
  )
}

/** Most lines of a log are something else: those are told by their text alone. */
function parse(message: string): Record<string, unknown> | undefined {
  if (!message.includes('"CloudWatchMetrics"')) return undefined
  try {
    const line: unknown = JSON.parse(message)
    return typeof line === 'object' && line !== null ? (line as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

const valuesOf = (value: unknown): number[] =>
  (Array.isArray(value) ? value : [value]).filter((each): each is number => typeof each === 'number')

function nameOf(namespace: string, name: string, dimensions: string[], line: Record<string, unknown>): MetricName {
  return { namespace, name, dimensions: dimensions.map((Name) => ({ Name, Value: String(line[Name] ?? '') })) }
}
