import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch'
import type { ResourceType } from '../resource-type.ts'

type Properties = Omit<PutMetricAlarmInput, 'AlarmName'> & { AlarmName?: string }

export const cloudWatchAlarm: ResourceType<Properties> = {
  type: 'AWS::CloudWatch::Alarm',
  properties: [
    'ActionsEnabled',
    'AlarmActions',
    'AlarmDescription',
    'AlarmName',
    'ComparisonOperator',
    'DatapointsToAlarm',
    'Dimensions',
    'EvaluationPeriods',
    'ExtendedStatistic',
    'InsufficientDataActions',
    'MetricName',
    'Namespace',
    'OKActions',
    'Period',
    'Statistic',
    'Tags',
    'Threshold',
    'TreatMissingData',
    'Unit',
  ],

  async create(properties, creation) {
    const AlarmName = properties.AlarmName ?? creation.drawName(255)
    await creation.call('monitoring', 'PutMetricAlarm', { ...properties, AlarmName })
    const { region, account } = creation.cloud
    return { ref: AlarmName, attributes: { Arn: `arn:aws:cloudwatch:${region}:${account}:alarm:${AlarmName}` } }
  },
}
