import type { DescribeAlarmsInput, DescribeAlarmsOutput } from '@aws-sdk/client-cloudwatch'
import type { Call } from '../../operation.ts'
import { pageByKey } from '../../pagination.ts'
import { alarmView } from './alarm.ts'
import { invalidToken } from './errors.ts'

export const resources = (_input: DescribeAlarmsInput, { cloud }: Call) => [cloud.cloudWatch.alarmArn('*')]

export function handle(input: DescribeAlarmsInput, { cloud }: Call): DescribeAlarmsOutput {
  const { AlarmNames, AlarmNamePrefix = '', AlarmTypes, StateValue, ActionPrefix, MaxRecords = 50, NextToken } = input
  if (AlarmTypes && !AlarmTypes.includes('MetricAlarm')) return { MetricAlarms: [], CompositeAlarms: [] }
  const fitting = [...cloud.cloudWatch.alarms.values()]
    .filter(({ name }) => name.startsWith(AlarmNamePrefix) && (!AlarmNames || AlarmNames.includes(name)))
    .map((alarm) => alarmView(cloud, alarm))
    .filter((alarm) => StateValue === undefined || StateValue === alarm.StateValue)
    .filter(({ AlarmActions = [] }) => !ActionPrefix || AlarmActions.some((arn) => arn.startsWith(ActionPrefix)))
  const wanted = { token: NextToken, size: MaxRecords, invalidToken }
  const { items, next } = pageByKey(fitting, ({ AlarmName = '' }) => AlarmName, wanted)
  return { MetricAlarms: items, CompositeAlarms: [], ...(next !== undefined && { NextToken: next }) }
}
