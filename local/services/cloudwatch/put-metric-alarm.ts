import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { taggingNeeds } from '../../tagging-needs.ts'
import { isComparison } from './alarm.ts'
import { invalidCombination } from './errors.ts'
import { checkPeriod } from './get-metric-data.ts'
import { isStatistic } from './statistics.ts'

export const resources = ({ AlarmName = '' }: PutMetricAlarmInput, { cloud }: Call) => [
  cloud.cloudWatch.alarmArn(AlarmName),
]

export const needs = taggingNeeds('cloudwatch:TagResource', resources)

/** Replaces an alarm of the same name, which keeps its state until it is looked at. */
export function handle(input: PutMetricAlarmInput, { cloud }: Call) {
  const { AlarmName: name = '', Tags, ...settings } = input
  check(input)
  const { cloudWatch, clock, tags } = cloud
  const existing = cloudWatch.alarms.get(name)
  const now = clock.now()
  cloudWatch.alarms.set(name, {
    name,
    arn: cloudWatch.alarmArn(name),
    settings: { ...settings, AlarmName: name },
    updatedAt: now,
    state: existing?.state ?? 'INSUFFICIENT_DATA',
    stateSince: existing?.stateSince ?? now,
  })
  if (!existing && Tags) tags.add(cloudWatch.alarmArn(name), Tags)
  return {}
}

function check(input: PutMetricAlarmInput) {
  const invalid = (message: string) => new AwsError('ValidationException', message)
  if (!isComparison(input.ComparisonOperator ?? ''))
    throw invalid(`Value '${input.ComparisonOperator}' at 'comparisonOperator' is not supported by this cloud.`)
  if ((input.Statistic === undefined) === (input.ExtendedStatistic === undefined))
    throw invalidCombination('Exactly one of Statistic and ExtendedStatistic must be specified.')
  const statistic = input.Statistic ?? input.ExtendedStatistic ?? ''
  if (!isStatistic(statistic)) throw invalid(`Invalid statistic ${statistic}.`)
  if (!input.MetricName || !input.Namespace) throw invalid('MetricName and Namespace are required.')
  if (input.Threshold === undefined) throw invalid('Threshold is required.')
  if ((input.EvaluationPeriods ?? 0) < 1) throw invalid('EvaluationPeriods must be at least 1.')
  if ((input.DatapointsToAlarm ?? 1) > (input.EvaluationPeriods ?? 1))
    throw invalid('DatapointsToAlarm must not be greater than EvaluationPeriods.')
  checkPeriod(input.Period ?? 0)
}
