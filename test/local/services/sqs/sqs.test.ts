import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { ManualClock } from '../../../../local/clock.ts'
import type { Cloud } from '../../../../local/cloud.ts'
import { startCloud } from '../../../../local/start.ts'

const clock = new ManualClock()
let cloud: Cloud
let sqs: SQSClient

beforeAll(async () => {
  cloud = await startCloud({ clock })
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  sqs = new SQSClient({ region: 'us-west-2', endpoint: cloud.endpoint, credentials, maxAttempts: 1 })
})
afterAll(() => cloud.close())

async function queueNamed(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))
  return QueueUrl
}

const send = (QueueUrl: string, MessageBody: string, more: object = {}) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }))

const receive = async (QueueUrl: string, more: object = {}) =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ?? []

const bodies = async (QueueUrl: string) => (await receive(QueueUrl)).map(({ Body }) => Body)

const nameOfError = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (error: Error) => error.name,
  )

test('a queue is made once, found by its name, and listed', async () => {
  const url = await queueNamed('books', { VisibilityTimeout: '60' })
  expect(url).toBe(`${cloud.endpoint}/123456789012/books`)
  expect(await queueNamed('books', { VisibilityTimeout: '60' })).toBe(url)
  expect(await nameOfError(queueNamed('books', { VisibilityTimeout: '61' }))).toBe('QueueNameExists')
  expect((await sqs.send(new GetQueueUrlCommand({ QueueName: 'books' }))).QueueUrl).toBe(url)
  expect(await nameOfError(sqs.send(new GetQueueUrlCommand({ QueueName: 'none' })))).toBe('QueueDoesNotExist')
  expect((await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'boo' }))).QueueUrls).toEqual([url])
})

test('a received message is hidden until its visibility timeout passes, and gone once deleted', async () => {
  const url = await queueNamed('hidden')
  await send(url, 'one', { MessageAttributes: { kind: { DataType: 'String', StringValue: 'test' } } })
  const [message] = await receive(url, {
    MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    MessageAttributeNames: ['All'],
  })
  expect(message).toMatchObject({
    Body: 'one',
    Attributes: { ApproximateReceiveCount: '1' },
    MessageAttributes: { kind: { StringValue: 'test' } },
  })
  expect(await bodies(url)).toEqual([])
  await clock.advance(30_000)
  const [again] = await receive(url)
  expect(again?.Body).toBe('one')
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: again?.ReceiptHandle }))
  await clock.advance(60_000)
  expect(await bodies(url)).toEqual([])
  expect(await nameOfError(sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: 'nonsense' })))).toBe(
    'ReceiptHandleIsInvalid',
  )
})

test('a message in flight can be given back or kept longer', async () => {
  const url = await queueNamed('visibility')
  await send(url, 'one')
  const [message] = await receive(url)
  const change = (VisibilityTimeout: number) =>
    sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout }),
    )
  await change(100)
  await clock.advance(90_000)
  expect(await bodies(url)).toEqual([])
  await change(0)
  expect(await bodies(url)).toEqual(['one'])
})

test('delay and retention run on the clock of the cloud', async () => {
  const url = await queueNamed('delayed', { DelaySeconds: '10', MessageRetentionPeriod: '60' })
  await send(url, 'late')
  expect(await bodies(url)).toEqual([])
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }))
  expect(Attributes).toMatchObject({
    ApproximateNumberOfMessages: '0',
    ApproximateNumberOfMessagesDelayed: '1',
    QueueArn: 'arn:aws:sqs:us-west-2:123456789012:delayed',
  })
  await clock.advance(10_000)
  expect(await bodies(url)).toEqual(['late'])
  await clock.advance(60_000)
  expect(await bodies(url)).toEqual([])
})

test('a waiting receiver gets a message as soon as it is sent', async () => {
  const url = await queueNamed('waiting')
  const waiting = receive(url, { WaitTimeSeconds: 20 })
  await send(url, 'now')
  expect(await waiting).toMatchObject([{ Body: 'now' }])
})

test('a message that is received too often moves to the dead-letter queue', async () => {
  const dead = await queueNamed('dead')
  const url = await queueNamed('redriven', {
    VisibilityTimeout: '1',
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:us-west-2:123456789012:dead',
      maxReceiveCount: 2,
    }),
  })
  await send(url, 'poison')
  for (let turn = 0; turn < 2; turn++) {
    expect(await bodies(url)).toEqual(['poison'])
    await clock.advance(2000)
  }
  expect(await bodies(url)).toEqual([])
  expect(await receive(dead, { MessageSystemAttributeNames: ['All'] })).toMatchObject([
    { Body: 'poison', Attributes: { DeadLetterQueueSourceArn: 'arn:aws:sqs:us-west-2:123456789012:redriven' } },
  ])
})

test('batches tell each entry what became of it', async () => {
  const url = await queueNamed('batch')
  const sent = await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: url,
      Entries: [
        { Id: 'a', MessageBody: 'one' },
        { Id: 'b', MessageBody: '' },
      ],
    }),
  )
  expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['a'])
  expect(sent.Failed).toMatchObject([{ Id: 'b', SenderFault: true }])
  const [message] = await receive(url)
  const deleted = await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: url,
      Entries: [
        { Id: 'a', ReceiptHandle: message?.ReceiptHandle },
        { Id: 'b', ReceiptHandle: 'nonsense' },
      ],
    }),
  )
  expect(deleted.Successful).toEqual([{ Id: 'a' }])
  expect(deleted.Failed).toMatchObject([{ Id: 'b', Code: 'ReceiptHandleIsInvalid' }])
  const twice = [
    { Id: 'a', MessageBody: 'x' },
    { Id: 'a', MessageBody: 'y' },
  ]
  expect(await nameOfError(sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: twice })))).toBe(
    'BatchEntryIdsNotDistinct',
  )
})

test('purging empties a queue, once a minute', async () => {
  const QueueUrl = await queueNamed('purged')
  await send(QueueUrl, 'one')
  await sqs.send(new PurgeQueueCommand({ QueueUrl }))
  expect(await bodies(QueueUrl)).toEqual([])
  expect(await nameOfError(sqs.send(new PurgeQueueCommand({ QueueUrl })))).toBe('PurgeQueueInProgress')
})

test('a deleted queue is gone, and its name is free after a minute', async () => {
  const QueueUrl = await queueNamed('brief')
  await sqs.send(new DeleteQueueCommand({ QueueUrl }))
  expect(await nameOfError(send(QueueUrl, 'x'))).toBe('QueueDoesNotExist')
  expect(await nameOfError(queueNamed('brief'))).toBe('QueueDeletedRecently')
  await clock.advance(60_000)
  await queueNamed('brief')
})

test('what SQS does not take is refused', async () => {
  const url = await queueNamed('strict', { MaximumMessageSize: '1024' })
  expect(await nameOfError(send(url, 'x'.repeat(1025)))).toBe('InvalidParameterValue')
  const sendWith = (more: object) =>
    nameOfError(sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'x', ...more })))
  expect(await sendWith({ DelaySeconds: 901 })).toBe('InvalidParameterValue')
  expect(await sendWith({ MessageAttributes: { a: { DataType: 'String' } } })).toBe('InvalidParameterValue')
  expect(await sendWith({ MessageBody: '\u0001' })).toBe('InvalidMessageContents')
  expect(await nameOfError(queueNamed('a b'))).toBe('InvalidParameterValue')
  expect(await nameOfError(queueNamed('fifo.fifo'))).toBe('InvalidParameterValue')
  expect(await nameOfError(queueNamed('x', { VisibilityTimeout: '50000' }))).toBe('InvalidAttributeValue')
  expect(await nameOfError(queueNamed('x', { Foo: '1' }))).toBe('InvalidAttributeName')
  const set = (Attributes: Record<string, string>) =>
    sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }))
  expect(await nameOfError(set({ RedrivePolicy: '{}' }))).toBe('InvalidAttributeValue')
  expect(await nameOfError(set({ Policy: '{}' }))).toBe('InvalidAttributeValue')
})

test('a queue of another account is not there', async () => {
  const url = await queueNamed('owned')
  expect(await nameOfError(send(url.replace('123456789012', '999999999999'), 'x'))).toBe('QueueDoesNotExist')
})

test('what the caller may not do is refused in the words of SQS', async () => {
  const QueueUrl = await queueNamed('closed')
  const call = cloud.invoke(
    { arn: 'events.amazonaws.com', userId: 'events', sourceArn: 'arn:none' },
    'sqs',
    'SendMessage',
    {
      QueueUrl,
      MessageBody: 'x',
    },
  )
  await expect(call).rejects.toMatchObject({ code: 'AccessDenied', status: 403 })
})

test('a service may send where the policy of the queue lets it, for the source it names', async () => {
  const QueueUrl = await queueNamed('guarded')
  const rule = 'arn:aws:events:us-west-2:123456789012:rule/r'
  const asRule = (sourceArn: string) =>
    cloud.invoke({ arn: 'events.amazonaws.com', userId: 'events', sourceArn }, 'sqs', 'SendMessage', {
      QueueUrl,
      MessageBody: 'event',
    })
  expect(await nameOfError(asRule(rule))).toBe('AwsError')
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: 'arn:aws:sqs:us-west-2:123456789012:guarded',
      Condition: { ArnEquals: { 'aws:SourceArn': rule } },
    },
  })
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }))
  await asRule(rule)
  expect(await nameOfError(asRule(`${rule}2`))).toBe('AwsError')
  expect(await bodies(QueueUrl)).toEqual(['event'])
})
