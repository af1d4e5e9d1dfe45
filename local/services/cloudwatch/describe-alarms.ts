import type { DescribeAlarmsInput, DescribeAlarmsOutput } from '@aws-sdk/client-cloudwatch'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { alarmView } from './alarm.ts'

export const resources = (_input: DescribeAlarmsInput, { cloud }: Call) => [cloud.cloudWatch.alarmArn('*')]

export function handle(input: DescribeAlarmsInput, { cloud }: Call): DescribeAlarmsOutput {
  const { AlarmNames, AlarmNamePrefix = '', AlarmTypes, StateValue, ActionPrefix, MaxRecords = 50, NextToken } = input
  if (AlarmTypes && !AlarmTypes.includes('MetricAlarm')) return { MetricAlarms: [], CompositeAlarms: [] }
  const after = NextToken === undefined ? '' : nameAfter(NextToken)
  const fitting = [...cloud.cloudWatch.alarms.values()]
    .filter(
      ({ name }) => name.startsWith(AlarmNamePrefix) && (!AlarmNames || AlarmNames.includes(name)) && name > after,
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((alarm) => alarmView(cloud, alarm))
    .filter((alarm) => StateValue === undefined || StateValue === alarm.StateValue)
    .filter(({ AlarmActions = [] }) => !ActionPrefix || AlarmActions.some((arn) => arn.startsWith(ActionPrefix)))
  const MetricAlarms = fitting.slice(0, MaxRecords)
  const last = MetricAlarms.at(-1)?.AlarmName
  return {
    MetricAlarms,
    CompositeAlarms: [],
    ...(last && fitting.length > MetricAlarms.length && { NextToken: Buffer.from(`after:${last}`).toString('base64') }),
  }
}

function nameAfter(token: string): string {
  const text = Buffer.from(token, 'base64').toString()
  if (!text.startsWith('after:')) throw new AwsError('InvalidNextToken', 'Invalid nextToken')
  return text.slice('after:'.length)
}
