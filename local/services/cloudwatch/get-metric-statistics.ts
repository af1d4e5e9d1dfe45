import type { Datapoint, GetMetricStatisticsInput, GetMetricStatisticsOutput } from '@aws-sdk/client-cloudwatch'
import type { Call } from '../../operation.ts'
import { invalidCombination, invalidValue } from './errors.ts'
import { checkPeriod } from './get-metric-data.ts'
import type { Sample } from './metric.ts'
import { byPeriod, isStatistic, statistic } from './statistics.ts'

const mostDatapoints = 1440

/** Datapoints come in no order that a client may rely on. */
export function handle(input: GetMetricStatisticsInput, { cloud }: Call): GetMetricStatisticsOutput {
  const { Namespace: namespace = '', MetricName: name = '', Dimensions: dimensions = [], Period = 60, Unit } = input
  const [start, end] = [input.StartTime?.getTime() ?? 0, input.EndTime?.getTime() ?? 0]
  check(input, start, end)
  const groups = byPeriod(cloud.cloudWatch.metric({ namespace, name, dimensions }), start, end, Period, Unit)
  return { Label: name, Datapoints: groups.map(([at, samples]) => datapoint(at, samples, input)) }
}

function datapoint(
  at: number,
  samples: Sample[],
  { Statistics, ExtendedStatistics }: GetMetricStatisticsInput,
): Datapoint {
  const named = (name: string) => [name, statistic(name, samples)] as const
  const extended = (ExtendedStatistics ?? []).map(named).filter(([, value]) => value !== undefined)
  return {
    Timestamp: new Date(at),
    Unit: samples[0]?.unit as Datapoint['Unit'],
    ...Object.fromEntries((Statistics ?? []).map(named)),
    ...(extended.length > 0 && { ExtendedStatistics: Object.fromEntries(extended) as Record<string, number> }),
  }
}

function check({ Statistics, ExtendedStatistics, Period = 60 }: GetMetricStatisticsInput, start: number, end: number) {
  if (start >= end) throw invalidCombination('The parameter StartTime must be less than the parameter EndTime.')
  const names = [...(Statistics ?? []), ...(ExtendedStatistics ?? [])]
  if (names.length === 0)
    throw invalidCombination('At least one of Statistics and ExtendedStatistics must be specified.')
  const odd = names.find((name) => !isStatistic(name))
  if (odd) throw invalidValue(`The value ${odd} for parameter Statistics is invalid.`)
  checkPeriod(Period)
  if ((end - start) / 1000 / Period > mostDatapoints)
    throw invalidCombination(
      `You have requested up to ${Math.ceil((end - start) / 1000 / Period)} datapoints, which exceeds the limit of ${mostDatapoints}.`,
    )
}
