import type { CreateScheduleInput } from '@aws-sdk/client-scheduler'
import type { ResourceType } from '../resource-type.ts'

type Properties = Omit<CreateScheduleInput, 'Name' | 'ClientToken' | 'ActionAfterCompletion'> & { Name?: string }

export const schedulerSchedule: ResourceType<Properties> = {
  type: 'AWS::Scheduler::Schedule',
  properties: [
    'Description',
    'EndDate',
    'FlexibleTimeWindow',
    'GroupName',
    'Name',
    'ScheduleExpression',
    'ScheduleExpressionTimezone',
    'StartDate',
    'State',
    'Target',
  ],

  async create(properties, creation) {
    const Name = properties.Name ?? creation.drawName()
    const { ScheduleArn } = await creation.call<{ ScheduleArn: string }>('scheduler', 'CreateSchedule', {
      ...properties,
      Name,
    })
    return { ref: Name, attributes: { Arn: ScheduleArn } }
  },
}
