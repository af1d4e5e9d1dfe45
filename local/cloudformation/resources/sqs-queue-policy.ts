import type { ResourceType } from '../resource-type.ts'

interface Properties {
  PolicyDocument: object
  Queues: string[]
}

export const sqsQueuePolicy: ResourceType<Properties> = {
  type: 'AWS::SQS::QueuePolicy',
  properties: ['PolicyDocument', 'Queues'],

  async create({ PolicyDocument, Queues }, creation) {
    const Attributes = { Policy: JSON.stringify(PolicyDocument) }
    for (const QueueUrl of Queues) await creation.call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes })
    return { ref: creation.drawName(), attributes: {} }
  },
}
