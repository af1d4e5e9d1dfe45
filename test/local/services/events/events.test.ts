import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type Target,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { ManualClock } from '../../../../local/clock.ts'
import type { Cloud } from '../../../../local/cloud.ts'
import { fits, type Pattern } from '../../../../local/services/events/pattern.ts'
import { patternFlaw } from '../../../../local/services/events/pattern-flaw.ts'
import type { Principal } from '../../../../local/services/iam/principal.ts'
import { startCloud } from '../../../../local/start.ts'

describe('event patterns', () => {
  const event = {
    source: 'aws.states',
    resources: ['arn:one', 'arn:two'],
    detail: { status: 'FAILED', count: 7, ip: '10.0.0.9', nested: { ok: true, none: null }, path: '/lib/a.png' },
  }

  test.each<[Pattern, boolean]>([
    [{ source: ['aws.states', 'aws.ec2'] }, true],
    [{ source: ['aws.ec2'] }, false],
    [{ resources: ['arn:two'] }, true],
    [{ source: ['aws.states'], detail: { status: ['SUCCEEDED'] } }, false],
    [{ detail: { nested: { ok: [true], none: [null] } } }, true],
    [{ detail: { count: [7] } }, true],
    [{ detail: { count: ['7'] } }, false],
    [{ detail: { status: [{ prefix: 'FA' }] } }, true],
    [{ detail: { status: [{ prefix: { 'equals-ignore-case': 'fa' } }] } }, true],
    [{ detail: { path: [{ suffix: '.png' }] } }, true],
    [{ detail: { path: [{ wildcard: '/lib/*.png' }] } }, true],
    [{ detail: { path: [{ wildcard: '/li?/*' }] } }, false],
    [{ detail: { status: [{ 'equals-ignore-case': 'failed' }] } }, true],
    [{ detail: { status: [{ 'anything-but': ['RUNNING', 'SUCCEEDED'] }] } }, true],
    [{ detail: { status: [{ 'anything-but': 'FAILED' }] } }, false],
    [{ detail: { status: [{ 'anything-but': { prefix: 'F' } }] } }, false],
    [{ detail: { missing: [{ 'anything-but': 'x' }] } }, false],
    [{ detail: { count: [{ numeric: ['>', 5, '<=', 7] }] } }, true],
    [{ detail: { count: [{ numeric: ['<', 5] }] } }, false],
    [{ detail: { status: [{ numeric: ['=', 5] }] } }, false],
    [{ detail: { ip: [{ cidr: '10.0.0.0/24' }] } }, true],
    [{ detail: { ip: [{ cidr: '10.0.1.0/24' }] } }, false],
    [{ detail: { missing: [{ exists: false }] } }, true],
    [{ detail: { status: [{ exists: false }] } }, false],
    [{ $or: [{ source: ['aws.ec2'] }, { detail: { count: [7] } }] }, true],
  ])('%j fits: %s', (pattern, expected) => {
    expect(patternFlaw(JSON.stringify(pattern))).toBeUndefined()
    expect(fits(pattern, event)).toBe(expected)
  })

  test.each([
    '[]',
    '{',
    '{}',
    '{"source":"aws.ec2"}',
    '{"source":[]}',
    '{"a":[{"prefix":1}]}',
    '{"a":[{"foo":1}]}',
    '{"a":[{"numeric":["~",1]}]}',
    '{"a":[{"exists":"yes"}]}',
    '{"$or":[{"a":["b"]}]}',
  ])('%s is refused', (pattern) => {
    expect(patternFlaw(pattern)).toBeDefined()
  })
})

const clock = new ManualClock(Date.parse('2027-01-01T00:00:00Z'))
const account = '123456789012'
let cloud: Cloud
let events: EventBridgeClient
let administrator: Principal

beforeAll(async () => {
  cloud = await startCloud({ clock })
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  events = new EventBridgeClient({ region: 'us-west-2', endpoint: cloud.endpoint, credentials, maxAttempts: 1 })
  const principal = cloud.iam.principalOf('local')?.principal
  if (!principal) throw new Error('no administrator')
  administrator = principal
  for (const QueueName of ['inbox', 'dead']) await call('sqs', 'CreateQueue', { QueueName })
})
afterAll(() => cloud.close())

const call = <Output = Record<string, unknown>>(service: string, operation: string, input: object) =>
  cloud.invoke<Output>(administrator, service, operation, input)

const queueArn = (name: string) => `arn:aws:sqs:us-west-2:${account}:${name}`
const inbox = queueArn('inbox')

/** Lets EventBridge send to a queue. */
const open = (QueueUrl: string) =>
  call('sqs', 'SetQueueAttributes', {
    QueueUrl: queueArn(QueueUrl),
    Attributes: {
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: queueArn(QueueUrl),
        },
      }),
    },
  })

interface Received {
  Body: string
  MessageAttributes?: Record<string, { StringValue: string }>
}

/** Takes every message out of a queue, once what is under way has arrived. */
async function drain(name: string): Promise<Received[]> {
  await clock.advance(0)
  const input = { QueueUrl: queueArn(name), MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }
  const { Messages = [] } = await call<{ Messages?: (Received & { ReceiptHandle: string })[] }>(
    'sqs',
    'ReceiveMessage',
    input,
  )
  for (const { ReceiptHandle } of Messages)
    await call('sqs', 'DeleteMessage', { QueueUrl: queueArn(name), ReceiptHandle })
  return Messages
}

const nameOfError = (answer: Promise<unknown>) =>
  answer.then(
    () => 'none',
    (error: Error) => error.name,
  )

async function rule(Name: string, pattern: object, ...Targets: Target[]) {
  await events.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify(pattern) }))
  if (Targets.length > 0) await events.send(new PutTargetsCommand({ Rule: Name, Targets }))
}

const put = (source: string, detail: object) =>
  events.send(
    new PutEventsCommand({ Entries: [{ Source: source, DetailType: 'test', Detail: JSON.stringify(detail) }] }),
  )

describe('rules', () => {
  test('are made, described, listed by prefix and deleted without targets', async () => {
    await rule('described', { source: ['shop'] }, { Id: 'a', Arn: inbox })
    expect(await events.send(new DescribeRuleCommand({ Name: 'described' }))).toMatchObject({
      Arn: `arn:aws:events:us-west-2:${account}:rule/described`,
      State: 'ENABLED',
      EventPattern: '{"source":["shop"]}',
    })
    expect((await events.send(new ListRulesCommand({ NamePrefix: 'desc' }))).Rules).toHaveLength(1)
    expect((await events.send(new ListTargetsByRuleCommand({ Rule: 'described' }))).Targets).toEqual([
      { Id: 'a', Arn: inbox },
    ])
    expect((await events.send(new ListRuleNamesByTargetCommand({ TargetArn: inbox }))).RuleNames).toEqual(['described'])
    expect(await nameOfError(events.send(new DeleteRuleCommand({ Name: 'described' })))).toBe('ValidationException')
    const removed = await events.send(new RemoveTargetsCommand({ Rule: 'described', Ids: ['a', 'b'] }))
    expect(removed.FailedEntries).toMatchObject([{ TargetId: 'b' }])
    await events.send(new DeleteRuleCommand({ Name: 'described' }))
    await events.send(new DeleteRuleCommand({ Name: 'described' }))
    expect(await nameOfError(events.send(new DescribeRuleCommand({ Name: 'described' })))).toBe(
      'ResourceNotFoundException',
    )
  })

  test('are refused with a bad pattern, schedule, bus or target', async () => {
    const attempt = (input: object) => nameOfError(events.send(new PutRuleCommand({ Name: 'bad', ...input })))
    expect(await attempt({ EventPattern: '{"source":"x"}' })).toBe('InvalidEventPatternException')
    expect(await attempt({})).toBe('ValidationException')
    expect(await attempt({ ScheduleExpression: 'rate(1 minutes)' })).toBe('ValidationException')
    expect(await attempt({ ScheduleExpression: 'rate(5 minute)' })).toBe('ValidationException')
    expect(await attempt({ ScheduleExpression: 'at(2027-01-01T00:00:00)' })).toBe('ValidationException')
    expect(await attempt({ ScheduleExpression: 'cron(0 12 * * * *)' })).toBe('ValidationException')
    expect(await attempt({ EventPattern: '{"source":["x"]}', EventBusName: 'other' })).toBe('ResourceNotFoundException')
    await rule('good', { source: ['good'] })
    const target = (Targets: Target[]) => nameOfError(events.send(new PutTargetsCommand({ Rule: 'good', Targets })))
    expect(await target([{ Id: 'a', Arn: 'queue' }])).toBe('ValidationException')
    expect(await target([{ Id: 'a', Arn: `arn:aws:states:us-west-2:${account}:stateMachine:m` }])).toBe(
      'ValidationException',
    )
    expect(await target([{ Id: 'a', Arn: inbox, Input: '{}', InputPath: '$' }])).toBe('ValidationException')
    expect(await target([{ Id: 'a', Arn: inbox, Input: 'no json' }])).toBe('ValidationException')
    const six = ['1', '2', '3', '4', '5', '6'].map((Id) => ({ Id, Arn: inbox }))
    expect(await target(six)).toBe('LimitExceededException')
    const Targets = [{ Id: 'a', Arn: inbox }]
    expect(await nameOfError(events.send(new PutTargetsCommand({ Rule: 'none', Targets })))).toBe(
      'ResourceNotFoundException',
    )
  })

  test('can be tried out on an event', async () => {
    const check = (EventPattern: string) =>
      events.send(new TestEventPatternCommand({ EventPattern, Event: '{"source":"a"}' }))
    expect((await check('{"source":["a"]}')).Result).toBe(true)
    expect((await check('{"source":["b"]}')).Result).toBe(false)
  })
})

describe('events', () => {
  beforeEach(async () => {
    await open('inbox')
    await open('dead')
    await drain('inbox')
    await drain('dead')
  })

  test('reach the targets of the rules they fit, as they are or transformed', async () => {
    await rule(
      'shop',
      { source: ['shop'] },
      { Id: 'whole', Arn: inbox },
      { Id: 'constant', Arn: inbox, Input: '{"fixed":true}' },
      { Id: 'part', Arn: inbox, InputPath: '$.detail.order' },
      {
        Id: 'text',
        Arn: inbox,
        InputTransformer: {
          InputPathsMap: { id: '$.detail.order.id', none: '$.detail.none', inherited: '$.detail.constructor' },
          InputTemplate: '{"text": "order <id>, <none><inherited>", "id": <id>, "rule": "<aws.events.rule-name>"}',
        },
      },
    )
    await put('shop', { order: { id: 7 } })
    await put('other', {})
    const bodies = (await drain('inbox')).map(({ Body }) => JSON.parse(Body))
    expect(bodies).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ source: 'shop', 'detail-type': 'test', account, detail: { order: { id: 7 } } }),
        { fixed: true },
        { id: 7 },
        { text: 'order 7, ', id: 7, rule: 'shop' },
      ]),
    )
    expect(bodies).toHaveLength(4)
    await events.send(new DisableRuleCommand({ Name: 'shop' }))
    await put('shop', {})
    expect(await drain('inbox')).toEqual([])
    await events.send(new EnableRuleCommand({ Name: 'shop' }))
  })

  test('that are malformed fail one by one', async () => {
    const { FailedEntryCount, Entries } = await events.send(
      new PutEventsCommand({
        Entries: [
          { Source: 'a', DetailType: 'b', Detail: '{}' },
          { Source: 'a', DetailType: 'b', Detail: 'text' },
          { Source: 'aws.ec2', DetailType: 'b', Detail: '{}' },
          { Source: 'a', Detail: '{}' },
        ],
      }),
    )
    expect(FailedEntryCount).toBe(3)
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      'MalformedDetail',
      'NotAuthorizedForSourceException',
      'InvalidArgument',
    ])
  })

  test('that a target refuses end in the dead-letter queue with the reason', async () => {
    await call('sqs', 'CreateQueue', { QueueName: 'closed' })
    await rule(
      'lost',
      { source: ['lost'] },
      { Id: 'closed', Arn: queueArn('closed'), DeadLetterConfig: { Arn: queueArn('dead') } },
      { Id: 'missing', Arn: queueArn('missing'), DeadLetterConfig: { Arn: queueArn('dead') } },
    )
    await put('lost', { id: 1 })
    const letters = await drain('dead')
    const attribute = (letter: Received, name: string) => letter.MessageAttributes?.[name]?.StringValue
    expect(letters.map((letter) => attribute(letter, 'ERROR_CODE')).sort()).toEqual([
      'NO_PERMISSIONS',
      'NO_PERMISSIONS',
    ])
    expect(letters.map((letter) => attribute(letter, 'RETRY_ATTEMPTS'))).toEqual(['0', '0'])
    expect(JSON.parse(letters[0]?.Body ?? '')).toMatchObject({ source: 'lost', detail: { id: 1 } })
  })

  test('of a schedule come on the clock of the cloud until the rule is disabled', async () => {
    await events.send(new PutRuleCommand({ Name: 'tick', ScheduleExpression: 'rate(5 minutes)' }))
    await events.send(new PutTargetsCommand({ Rule: 'tick', Targets: [{ Id: 'a', Arn: inbox }] }))
    await clock.advance(11 * 60_000)
    const ticks = await drain('inbox')
    expect(ticks.map(({ Body }) => JSON.parse(Body))).toEqual([
      expect.objectContaining({ 'detail-type': 'Scheduled Event', time: '2027-01-01T00:05:00Z' }),
      expect.objectContaining({ source: 'aws.events', time: '2027-01-01T00:10:00Z', detail: {} }),
    ])
    await events.send(new DisableRuleCommand({ Name: 'tick' }))
    await clock.advance(11 * 60_000)
    expect(await drain('inbox')).toEqual([])
  })

  test('tell of executions that end', async () => {
    await call('iam', 'CreateRole', {
      RoleName: 'machine',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' },
      }),
    })
    await clock.advance(60_000)
    const { stateMachineArn } = await call<{ stateMachineArn: string }>('states', 'CreateStateMachine', {
      name: 'fails',
      roleArn: `arn:aws:iam::${account}:role/machine`,
      definition: JSON.stringify({
        QueryLanguage: 'JSONata',
        StartAt: 'Fail',
        States: { Fail: { Type: 'Fail', Error: 'Broken', Cause: 'on purpose' } },
      }),
    })
    await rule(
      'executions',
      {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: { status: ['FAILED'], stateMachineArn: [stateMachineArn] },
      },
      { Id: 'a', Arn: inbox, InputPath: '$.detail' },
    )
    await call('states', 'StartExecution', { stateMachineArn })
    await clock.advance(1000)
    expect((await drain('inbox')).map(({ Body }) => JSON.parse(Body))).toMatchObject([
      { status: 'FAILED', error: 'Broken', cause: 'on purpose', stateMachineArn },
    ])
  })
})
