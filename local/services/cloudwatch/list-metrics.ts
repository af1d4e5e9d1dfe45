import type { DimensionFilter, ListMetricsInput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { keyOf, type Metric } from './metric.ts'

const pageSize = 500
const threeHoursMilliseconds = 3 * 3_600_000

export function handle(input: ListMetricsInput, { cloud }: Call): ListMetricsOutput {
  const { Namespace, MetricName, Dimensions = [], RecentlyActive } = input
  const since = RecentlyActive === 'PT3H' ? cloud.clock.now() - threeHoursMilliseconds : Number.NEGATIVE_INFINITY
  const found = [...cloud.cloudWatch.metrics.values()].filter(
    (metric) =>
      (Namespace === undefined || Namespace === metric.namespace) &&
      (MetricName === undefined || MetricName === metric.name) &&
      Dimensions.every((filter) => hasDimension(metric, filter)) &&
      metric.samples.some(({ timestamp }) => timestamp >= since),
  )
  const sorted = found.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const from = input.NextToken === undefined ? 0 : positionOf(input.NextToken)
  const shown = sorted.slice(from, from + pageSize)
  return {
    Metrics: shown.map(({ namespace, name, dimensions }) => ({
      Namespace: namespace,
      MetricName: name,
      Dimensions: [...dimensions],
    })),
    ...(sorted.length > from + pageSize && { NextToken: Buffer.from(String(from + pageSize)).toString('base64') }),
  }
}

const hasDimension = ({ dimensions }: Metric, { Name, Value }: DimensionFilter) =>
  dimensions.some((own) => own.Name === Name && (Value === undefined || own.Value === Value))

function positionOf(token: string): number {
  const position = Number(Buffer.from(token, 'base64').toString())
  if (!Number.isInteger(position) || position <= 0) throw new AwsError('InvalidNextToken', 'Invalid nextToken')
  return position
}
