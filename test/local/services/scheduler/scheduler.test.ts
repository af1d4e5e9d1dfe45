import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  SchedulerClient,
  type Target,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { ManualClock } from '../../../../local/clock.ts'
import type { Cloud } from '../../../../local/cloud.ts'
import type { Principal } from '../../../../local/services/iam/principal.ts'
import { startCloud } from '../../../../local/start.ts'

const clock = new ManualClock(Date.parse('2027-01-01T00:00:00Z'))
const account = '123456789012'
const roleArn = `arn:aws:iam::${account}:role/scheduler`
const machineArn = `arn:aws:states:us-west-2:${account}:stateMachine:job`
let cloud: Cloud
let scheduler: SchedulerClient
let administrator: Principal

const call = <Output = Record<string, unknown>>(service: string, operation: string, input: object) =>
  cloud.invoke<Output>(administrator, service, operation, input)

const queueArn = (name: string) => `arn:aws:sqs:us-west-2:${account}:${name}`

const trusting = (service: string, Condition: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole', Condition },
  })

/** A role that the scheduler may assume for its default group alone, as the CDK makes it. */
async function makeRoles() {
  const groupArn = `arn:aws:scheduler:us-west-2:${account}:schedule-group/default`
  const Condition = { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': groupArn } }
  await call('iam', 'CreateRole', {
    RoleName: 'scheduler',
    AssumeRolePolicyDocument: trusting('scheduler.amazonaws.com', Condition),
  })
  await call('iam', 'PutRolePolicy', {
    RoleName: 'scheduler',
    PolicyName: 'rights',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: [queueArn('inbox'), queueArn('dead')] },
        { Effect: 'Allow', Action: 'states:StartExecution', Resource: machineArn },
      ],
    }),
  })
  await call('iam', 'CreateRole', {
    RoleName: 'machine',
    AssumeRolePolicyDocument: trusting('states.amazonaws.com'),
  })
}

beforeAll(async () => {
  cloud = await startCloud({ clock })
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
  scheduler = new SchedulerClient({ region: 'us-west-2', endpoint: cloud.endpoint, credentials, maxAttempts: 1 })
  const principal = cloud.iam.principalOf('local')?.principal
  if (!principal) throw new Error('no administrator')
  administrator = principal
  await makeRoles()
  for (const QueueName of ['inbox', 'dead']) await call('sqs', 'CreateQueue', { QueueName })
  await clock.advance(60_000)
  const definition = { QueryLanguage: 'JSONata', StartAt: 'Done', States: { Done: { Type: 'Succeed' } } }
  await call('states', 'CreateStateMachine', {
    name: 'job',
    roleArn: `arn:aws:iam::${account}:role/machine`,
    definition: JSON.stringify(definition),
  })
})
afterAll(() => cloud.close())

const create = (Name: string, ScheduleExpression: string, target: Partial<Target> = {}, more: object = {}) =>
  scheduler.send(
    new CreateScheduleCommand({
      Name,
      ScheduleExpression,
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: queueArn('inbox'), RoleArn: roleArn, ...target },
      ...more,
    } as CreateScheduleCommandInput),
  )

const remove = (Name: string) => scheduler.send(new DeleteScheduleCommand({ Name }))

interface Received {
  Body: string
  MessageAttributes?: Record<string, { StringValue: string }>
}

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

const failure = (answer: Promise<unknown>) =>
  answer.then(
    () => 'none',
    (error: Error & { $metadata: { httpStatusCode: number } }) => `${error.name} ${error.$metadata.httpStatusCode}`,
  )

const minutes = (count: number) => clock.advance(count * 60_000)

beforeEach(async () => {
  await drain('inbox')
  await drain('dead')
})

describe('schedules', () => {
  test('are made once, shown whole, changed and deleted', async () => {
    const { ScheduleArn } = await create('shown', 'rate(1 hour)', { Input: '{}' }, { State: 'DISABLED' })
    expect(ScheduleArn).toBe(`arn:aws:scheduler:us-west-2:${account}:schedule/default/shown`)
    expect(await scheduler.send(new GetScheduleCommand({ Name: 'shown' }))).toMatchObject({
      GroupName: 'default',
      ScheduleExpression: 'rate(1 hour)',
      ScheduleExpressionTimezone: 'UTC',
      State: 'DISABLED',
      ActionAfterCompletion: 'NONE',
      Target: { RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 } },
    })
    expect(await failure(create('shown', 'rate(1 hour)'))).toBe('ConflictException 409')
    await scheduler.send(
      new UpdateScheduleCommand({
        Name: 'shown',
        ScheduleExpression: 'cron(0 12 * * ? *)',
        ScheduleExpressionTimezone: 'Europe/Berlin',
        State: 'DISABLED',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: queueArn('inbox'), RoleArn: roleArn },
      }),
    )
    expect(await scheduler.send(new GetScheduleCommand({ Name: 'shown' }))).toMatchObject({
      ScheduleExpressionTimezone: 'Europe/Berlin',
    })
    expect((await scheduler.send(new ListSchedulesCommand({ NamePrefix: 'sho' }))).Schedules).toMatchObject([
      { Name: 'shown', State: 'DISABLED', Target: { Arn: queueArn('inbox') } },
    ])
    await remove('shown')
    expect(await failure(remove('shown'))).toBe('ResourceNotFoundException 404')
  })

  test('made again with the same token are the same', async () => {
    const more = { ClientToken: 'token', State: 'DISABLED' }
    const first = await create('again', 'rate(1 hour)', {}, more)
    expect((await create('again', 'rate(1 hour)', {}, more)).ScheduleArn).toBe(first.ScheduleArn)
    await remove('again')
  })

  test.each<[string, string, Partial<Target>, object]>([
    ['an expression that is none', 'rate(5)', {}, {}],
    ['an unknown time zone', 'rate(1 hour)', {}, { ScheduleExpressionTimezone: 'Nowhere/Land' }],
    ['a role the scheduler may not assume', 'rate(1 hour)', { RoleArn: `arn:aws:iam::${account}:role/machine` }, {}],
    ['an unknown target', 'rate(1 hour)', { Arn: 'arn:aws:kinesis:us-west-2:1:stream/s' }, {}],
    ['a target that only reads', 'rate(1 hour)', { Arn: 'arn:aws:scheduler:::aws-sdk:ec2:describeInstances' }, {}],
    ['a universal target without input', 'rate(1 hour)', { Arn: 'arn:aws:scheduler:::aws-sdk:sfn:startExecution' }, {}],
    ['a flexible window without a length', 'rate(1 hour)', {}, { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }],
    ['an end in the past', 'rate(1 hour)', {}, { EndDate: new Date('2026-01-01T00:00:00Z') }],
    ['a bad name', 'rate(1 hour)', {}, { Name: 'a b' }],
  ])('with %s are refused', async (_title, expression, target, more) => {
    expect(await failure(create('bad', expression, target, more))).toBe('ValidationException 400')
  })

  test('live in groups, which go with all they hold', async () => {
    await scheduler.send(new CreateScheduleGroupCommand({ Name: 'team', Tags: [{ Key: 'a', Value: 'b' }] }))
    expect(await failure(create('x', 'rate(1 hour)', {}, { GroupName: 'none' }))).toBe('ResourceNotFoundException 404')
    expect((await scheduler.send(new GetScheduleGroupCommand({ Name: 'team' }))).State).toBe('ACTIVE')
    expect((await scheduler.send(new ListScheduleGroupsCommand({}))).ScheduleGroups).toHaveLength(2)
    await scheduler.send(new DeleteScheduleGroupCommand({ Name: 'team' }))
    expect(await failure(scheduler.send(new DeleteScheduleGroupCommand({ Name: 'default' })))).toBe(
      'ValidationException 400',
    )
  })
})

describe('targets', () => {
  test('are called at once and then at each turn of a rate, with the attributes of the schedule filled in', async () => {
    const Input = '{"at":"<aws.scheduler.scheduled-time>","attempt":<aws.scheduler.attempt-number>}'
    const startedAt = new Date(clock.now()).toISOString().replace('.000Z', 'Z')
    await create('often', 'rate(5 minutes)', { Input })
    expect((await drain('inbox')).map(({ Body }) => JSON.parse(Body))).toEqual([{ at: startedAt, attempt: 1 }])
    await minutes(10)
    expect(await drain('inbox')).toHaveLength(2)
    await remove('often')
    await minutes(10)
    expect(await drain('inbox')).toEqual([])
  })

  test('without an input get an event of the scheduler', async () => {
    await create('plain', 'rate(5 minutes)')
    expect(JSON.parse((await drain('inbox'))[0]?.Body ?? '')).toMatchObject({
      source: 'aws.scheduler',
      'detail-type': 'Scheduled Event',
      resources: [`arn:aws:scheduler:us-west-2:${account}:schedule/default/plain`],
    })
    await remove('plain')
  })

  test('of a single time are called then, and the schedule goes if it is told to', async () => {
    const at = new Date(clock.now() + 120_000).toISOString().slice(0, 19)
    await create('once', `at(${at})`, { Input: '{}' }, { ActionAfterCompletion: 'DELETE' })
    expect(await drain('inbox')).toEqual([])
    await minutes(2)
    expect(await drain('inbox')).toHaveLength(1)
    expect(await failure(scheduler.send(new GetScheduleCommand({ Name: 'once' })))).toBe(
      'ResourceNotFoundException 404',
    )
  })

  test('are called between the start and the end of the schedule only', async () => {
    const [StartDate, EndDate] = [10, 21].map((minute) => new Date(clock.now() + minute * 60_000))
    await create('bounded', 'rate(5 minutes)', {}, { StartDate, EndDate })
    await minutes(9)
    expect(await drain('inbox')).toEqual([])
    await minutes(30)
    expect(await drain('inbox')).toHaveLength(3)
    await remove('bounded')
  })

  test('may be state machines, by their ARN or by the universal target with a name of its own', async () => {
    await create('machine', 'rate(5 minutes)', { Arn: machineArn, Input: '{"from":"schedule"}' })
    await create('named', 'rate(5 minutes)', {
      Arn: 'arn:aws:scheduler:::aws-sdk:sfn:startExecution',
      Input: JSON.stringify({ StateMachineArn: machineArn, Name: 'run-<aws.scheduler.execution-id>', Input: '{}' }),
    })
    await minutes(1)
    const { executions } = await call<{ executions: { name: string; status: string }[] }>('states', 'ListExecutions', {
      stateMachineArn: machineArn,
    })
    expect(executions).toHaveLength(2)
    expect(executions.filter(({ name }) => /^run-[0-9a-f]{16}$/.test(name))).toHaveLength(1)
    for (const name of ['machine', 'named']) await remove(name)
  })

  test('that are out of reach are told to the dead-letter queue', async () => {
    await create('lost', 'rate(1 hour)', {
      Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage',
      Input: JSON.stringify({ QueueUrl: cloud.sqs.urlOf('missing'), MessageBody: 'x' }),
      DeadLetterConfig: { Arn: queueArn('dead') },
    })
    const [letter] = await drain('dead')
    const attributes = Object.entries(letter?.MessageAttributes ?? {}).map(([name, value]) => [name, value.StringValue])
    expect(JSON.parse(letter?.Body ?? '')).toMatchObject({ MessageBody: 'x' })
    expect(Object.fromEntries(attributes)).toMatchObject({
      ERROR_CODE: 'AccessDenied',
      IS_PAYLOAD_TRUNCATED: 'false',
      RETRY_ATTEMPTS: '0',
      SCHEDULE_ARN: `arn:aws:scheduler:us-west-2:${account}:schedule/default/lost`,
    })
    await remove('lost')
  })
})
