import { z } from 'zod'
import { type MetricName, type Sample, sampleOf } from './metric.ts'

/** The part of a log line that says which of its members are metrics ("Embedded metric format specification"). */
const embedded = z.looseObject({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())).default([[]]),
        Metrics: z.array(z.object({ Name: z.string(), Unit: z.string().default('None') })).default([]),
      }),
    ),
  }),
})

/** A metric of more values is none to CloudWatch. */
const mostValues = 100

interface Found {
  metric: MetricName
  sample: Sample
}

/** The metrics in a log line: one for each set of dimensions. A line of another form has none. */
export function readEmbeddedMetrics(message: string): Found[] {
  const { data: line } = embedded.safeParse(parse(message))
  if (!line) return []
  return line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name, Unit }) => {
      const values = valuesOf(line[Name])
      if (values.length === 0 || values.length > mostValues) return []
      const sample = sampleOf(
        line._aws.Timestamp,
        Unit,
        values.map((value) => [value, 1] as const),
      )
      return Dimensions.map((names) => ({ metric: nameOf(Namespace, Name, names, line), sample }))
    }),
  )
}

/** Most lines of a log are something else: those are told by their text alone. */
function parse(message: string): unknown {
  if (!message.includes('"CloudWatchMetrics"')) return undefined
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}

const valuesOf = (value: unknown): number[] =>
  (Array.isArray(value) ? value : [value]).filter((each): each is number => typeof each === 'number')

function nameOf(namespace: string, name: string, dimensions: string[], line: Record<string, unknown>): MetricName {
  return { namespace, name, dimensions: dimensions.map((Name) => ({ Name, Value: String(line[Name] ?? '') })) }
}
