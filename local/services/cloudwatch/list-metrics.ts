import type { DimensionFilter, ListMetricsInput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch'
import type { Call } from '../../operation.ts'
import { pageByKey } from '../../pagination.ts'
import { invalidToken } from './errors.ts'
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
  const { items, next } = pageByKey(found, keyOf, { token: input.NextToken, size: pageSize, invalidToken })
  return {
    Metrics: items.map(({ namespace, name, dimensions }) => ({
      Namespace: namespace,
      MetricName: name,
      Dimensions: [...dimensions],
    })),
    ...(next !== undefined && { NextToken: next }),
  }
}

const hasDimension = ({ dimensions }: Metric, { Name, Value }: DimensionFilter) =>
  dimensions.some((own) => own.Name === Name && (Value === undefined || own.Value === Value))
