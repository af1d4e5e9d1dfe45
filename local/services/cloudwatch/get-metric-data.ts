import type {
  GetMetricDataInput,
  GetMetricDataOutput,
  MetricDataQuery,
  MetricDataResult,
} from '@aws-sdk/client-cloudwatch'
import type { Call } from '../../operation.ts'
import { invalidToken, invalidValue } from './errors.ts'
import { byPeriod, isStatistic, statistic } from './statistics.ts'

const mostDatapoints = 100_800

/** All results in one answer: what a test or a report asks for fits. */
export function handle(input: GetMetricDataInput, { cloud }: Call): GetMetricDataOutput {
  const { MetricDataQueries = [], StartTime, EndTime, ScanBy, MaxDatapoints = mostDatapoints } = input
  const [start, end] = [StartTime?.getTime() ?? 0, EndTime?.getTime() ?? 0]
  if (input.NextToken !== undefined) throw invalidToken()
  if (start >= end) throw invalidValue('The parameter StartTime must be less than the parameter EndTime.')
  for (const query of MetricDataQueries) check(query)
  const shown = MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false)
  const MetricDataResults = shown.map((query) => {
    const { Metric, Period = 60, Stat = '', Unit } = query.MetricStat ?? {}
    const { Namespace: namespace = '', MetricName: name = '', Dimensions: dimensions = [] } = Metric ?? {}
    const groups = byPeriod(cloud.cloudWatch.metric({ namespace, name, dimensions }), start, end, Period, Unit)
    const points = groups
      .map(([at, samples]) => [at, statistic(Stat, samples)] as const)
      .filter((point): point is [number, number] => point[1] !== undefined)
    if (ScanBy !== 'TimestampAscending') points.reverse()
    return resultOf(query, points.slice(0, MaxDatapoints))
  })
  return { MetricDataResults, Messages: [] }
}

const resultOf = (
  { Id, Label, MetricStat }: MetricDataQuery,
  points: readonly [number, number][],
): MetricDataResult => ({
  Id,
  Label: Label ?? MetricStat?.Metric?.MetricName,
  Timestamps: points.map(([at]) => new Date(at)),
  Values: points.map(([, value]) => value),
  StatusCode: 'Complete',
})

function check({ Id = '', Expression, MetricStat }: MetricDataQuery) {
  if (!/^[a-z]\w*$/.test(Id))
    throw invalidValue(`The value ${Id} for parameter MetricDataQueries.member.Id is invalid.`)
  if (Expression !== undefined) throw invalidValue('Metric math is not supported by this cloud.')
  if (!MetricStat) throw invalidValue(`The query ${Id} has neither a MetricStat nor an Expression.`)
  if (!isStatistic(MetricStat.Stat ?? ''))
    throw invalidValue(`The value ${MetricStat.Stat} for parameter Stat is invalid.`)
  checkPeriod(MetricStat.Period ?? 0)
}

/** Periods are 1, 5, 10, 20 or 30 seconds, or whole minutes. */
export function checkPeriod(seconds: number) {
  if (![1, 5, 10, 20, 30].includes(seconds) && !(seconds > 0 && seconds % 60 === 0))
    throw invalidValue(`The value ${seconds} for parameter Period is invalid.`)
}
