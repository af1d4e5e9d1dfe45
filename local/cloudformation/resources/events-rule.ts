import type { Target } from '@aws-sdk/client-eventbridge'
import type { ResourceType, Tag } from '../resource-type.ts'

interface Properties {
  Description?: string
  EventBusName?: string
  EventPattern?: object
  Name?: string
  RoleArn?: string
  ScheduleExpression?: string
  State?: string
  Tags?: Tag[]
  Targets?: Target[]
}

export const eventsRule: ResourceType<Properties> = {
  type: 'AWS::Events::Rule',
  properties: [
    'Description',
    'EventBusName',
    'EventPattern',
    'Name',
    'RoleArn',
    'ScheduleExpression',
    'State',
    'Tags',
    'Targets',
  ],

  async create({ EventPattern, Targets = [], ...rest }, creation) {
    const Name = rest.Name ?? creation.drawName()
    const pattern = EventPattern && { EventPattern: JSON.stringify(EventPattern) }
    const { RuleArn } = await creation.call<{ RuleArn: string }>('events', 'PutRule', { ...rest, ...pattern, Name })
    if (Targets.length > 0) {
      await creation.call('events', 'PutTargets', { Rule: Name, EventBusName: rest.EventBusName, Targets })
    }
    return { ref: Name, attributes: { Arn: RuleArn } }
  },
}
