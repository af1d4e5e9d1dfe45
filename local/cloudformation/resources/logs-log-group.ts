import type { LogGroupClass } from '@aws-sdk/client-cloudwatch-logs'
import type { ResourceType, Tag } from '../resource-type.ts'

interface Properties {
  LogGroupClass?: LogGroupClass
  LogGroupName?: string
  RetentionInDays?: number
  Tags?: Tag[]
}

export const logsLogGroup: ResourceType<Properties> = {
  type: 'AWS::Logs::LogGroup',
  properties: ['LogGroupClass', 'LogGroupName', 'RetentionInDays', 'Tags'],

  async create({ LogGroupClass, LogGroupName, RetentionInDays, Tags = [] }, creation) {
    const logGroupName = LogGroupName ?? creation.drawName(512)
    const tags = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]))
    await creation.call('logs', 'CreateLogGroup', {
      logGroupName,
      logGroupClass: LogGroupClass,
      ...(Tags.length > 0 ? { tags } : {}),
    })
    if (RetentionInDays !== undefined) {
      await creation.call('logs', 'PutRetentionPolicy', { logGroupName, retentionInDays: RetentionInDays })
    }
    return { ref: logGroupName, attributes: { Arn: `${creation.cloud.logs.arnOf(logGroupName)}:*` } }
  },
}
