import type { ResourceType, Tag } from '../resource-type.ts'

interface Attributes {
  DelaySeconds?: number
  KmsMasterKeyId?: string
  MaximumMessageSize?: number
  MessageRetentionPeriod?: number
  ReceiveMessageWaitTimeSeconds?: number
  RedrivePolicy?: object
  SqsManagedSseEnabled?: boolean
  VisibilityTimeout?: number
}

interface Properties extends Attributes {
  QueueName?: string
  Tags?: Tag[]
}

export const sqsQueue: ResourceType<Properties> = {
  type: 'AWS::SQS::Queue',
  properties: [
    'DelaySeconds',
    'KmsMasterKeyId',
    'MaximumMessageSize',
    'MessageRetentionPeriod',
    'QueueName',
    'ReceiveMessageWaitTimeSeconds',
    'RedrivePolicy',
    'SqsManagedSseEnabled',
    'Tags',
    'VisibilityTimeout',
  ],

  async create({ QueueName: name, Tags = [], ...attributes }, creation) {
    const QueueName = name ?? creation.drawName(80)
    const { QueueUrl } = await creation.call<{ QueueUrl: string }>('sqs', 'CreateQueue', {
      QueueName,
      Attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, textOf(value)])),
      tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
    })
    const { region, account } = creation.cloud
    const Arn = `arn:aws:sqs:${region}:${account}:${QueueName}`
    return { ref: QueueUrl, attributes: { Arn, QueueName, QueueUrl } }
  },
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
