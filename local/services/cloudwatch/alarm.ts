import type { MetricAlarm, PutMetricAlarmInput, StateValue } from '@aws-sdk/client-cloudwatch'
import type { Cloud } from '../../cloud.ts'
import { byPeriod, statistic } from './statistics.ts'

/** An alarm as it was put. Its state follows from the metric each time somebody looks. */
export interface Alarm {
  readonly name: string
  readonly arn: string
  readonly settings: PutMetricAlarmInput
  readonly updatedAt: number
  /** The state at the last look, and since when: AWS tells when it changed. */
  state: StateValue
  stateSince: number
}

const comparisons: Record<string, (value: number, threshold: number) => boolean> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
}

export const isComparison = (name: string) => name in comparisons

/** What the alarm says now, as "Evaluating an alarm" and "How missing data is treated" have it. */
export function evaluate(cloud: Cloud, { settings, state }: Alarm): StateValue {
  const { EvaluationPeriods = 1, DatapointsToAlarm = EvaluationPeriods, TreatMissingData = 'missing' } = settings
  const values = latestValues(cloud, settings)
  const isBreaching = comparisons[settings.ComparisonOperator ?? '']
  const known = values.filter((value) => value !== undefined)
  if (!isBreaching || (known.length === 0 && TreatMissingData === 'missing')) return 'INSUFFICIENT_DATA'
  if (known.length === 0 && TreatMissingData === 'ignore') return state
  const breaching = known.filter((value) => isBreaching(value, settings.Threshold ?? 0)).length
  const missing = TreatMissingData === 'breaching' ? values.length - known.length : 0
  return breaching + missing >= DatapointsToAlarm ? 'ALARM' : 'OK'
}

/** The statistic of each of the periods that count, undefined where nothing was reported. */
function latestValues(cloud: Cloud, settings: PutMetricAlarmInput): (number | undefined)[] {
  const { Namespace: namespace = '', MetricName: name = '', Dimensions: dimensions = [], Period = 60 } = settings
  const period = Period * 1000
  const end = Math.floor(cloud.clock.now() / period) * period
  const start = end - (settings.EvaluationPeriods ?? 1) * period
  const metric = cloud.cloudWatch.metric({ namespace, name, dimensions })
  const groups = new Map(byPeriod(metric, start, end, Period, settings.Unit))
  const periods = Array.from({ length: settings.EvaluationPeriods ?? 1 }, (_, index) => start + index * period)
  return periods.map((at) => {
    const samples = groups.get(at)
    return samples && statistic(settings.Statistic ?? settings.ExtendedStatistic ?? 'Average', samples)
  })
}

/** An alarm as AWS describes it, looked at anew. */
export function alarmView(cloud: Cloud, alarm: Alarm): MetricAlarm {
  const state = evaluate(cloud, alarm)
  if (state !== alarm.state) Object.assign(alarm, { state, stateSince: cloud.clock.now() })
  const { Tags: _, ...settings } = alarm.settings
  return {
    ActionsEnabled: true,
    AlarmActions: [],
    OKActions: [],
    InsufficientDataActions: [],
    Dimensions: [],
    ...settings,
    AlarmArn: alarm.arn,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.updatedAt),
    StateValue: state,
    StateReason: reasons[state],
    StateUpdatedTimestamp: new Date(alarm.stateSince),
    StateTransitionedTimestamp: new Date(alarm.stateSince),
  }
}

const reasons: Record<StateValue, string> = {
  ALARM: 'Threshold Crossed',
  INSUFFICIENT_DATA: 'Unchecked: Initial alarm creation',
  OK: 'Threshold not crossed',
}
