import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  ListTagsForResourceCommand,
  RedriveExecutionCommand,
  SendTaskFailureCommand,
  type SendTaskFailureCommandInput,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StopExecutionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateStateMachineCommand,
  ValidateStateMachineDefinitionCommand,
} from '@aws-sdk/client-sfn'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { State } from '../../../../local/asl/definition.ts'
import type { StatusChange } from '../../../../local/services/states/status-change.ts'
import { allow, definitionOf, Sandbox } from './sandbox.ts'

const pass: Record<string, State> = { A: { Type: 'Pass', End: true } }
const wait: Record<string, State> = { W: { Type: 'Wait', Seconds: 60, End: true } }
const fail: Record<string, State> = { F: { Type: 'Fail', Error: 'E', Cause: 'c' } }
const nowhere = 'arn:aws:states:us-west-2:123456789012:stateMachine:none'
const noExecution = 'arn:aws:states:us-west-2:123456789012:execution:none:e'

let sandbox: Sandbox
let roleArn: string
const send: Sandbox['client']['send'] = ((command: never) => sandbox.client.send(command)) as never

beforeAll(async () => {
  sandbox = await Sandbox.open()
  roleArn = await sandbox.role()
})

afterAll(() => sandbox.close())

const machine = (states: Record<string, State> = pass, more: object = {}) =>
  sandbox.machine(states, { roleArn, ...more })
/** What an execution becomes from now on. */
function statusesOf(arn: string) {
  const statuses: string[] = []
  sandbox.cloud.states.onStatusChange(({ executionArn, status }) => executionArn === arn && statuses.push(status))
  return statuses
}
const refusal = (name: string, message: string | RegExp) => ({
  name,
  message: typeof message === 'string' ? message : expect.stringMatching(message),
})

describe('a state machine', () => {
  const create = (more: object = {}) =>
    send(
      new CreateStateMachineCommand({ name: sandbox.newName('m'), definition: definitionOf(pass), roleArn, ...more }),
    )

  test('is described as it was made', async () => {
    const { stateMachineArn = '', creationDate } = await create({ name: 'made', definition: definitionOf(wait) })
    expect(stateMachineArn).toBe('arn:aws:states:us-west-2:123456789012:stateMachine:made')
    const { $metadata: _, ...described } = await send(new DescribeStateMachineCommand({ stateMachineArn }))
    expect(described).toEqual({
      stateMachineArn,
      name: 'made',
      status: 'ACTIVE',
      type: 'STANDARD',
      creationDate,
      definition: definitionOf(wait),
      roleArn,
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
      encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
    })
  })

  test('is made once, whatever its role and tags, and never of another definition', async () => {
    const name = sandbox.newName('m')
    const first = await create({ name })
    expect(await create({ name, roleArn: await sandbox.role(), tags: [{ key: 'k', value: 'v' }] })).toMatchObject({
      stateMachineArn: first.stateMachineArn,
      creationDate: first.creationDate,
    })
    await expect(create({ name, definition: definitionOf(wait) })).rejects.toMatchObject(
      refusal('StateMachineAlreadyExists', `State Machine Already Exists: '${first.stateMachineArn}'`),
    )
  })

  test.each([
    ['a b', 'InvalidName', "Invalid Name: 'a b'"],
    ['a/b', 'InvalidName', "Invalid Name: 'a/b'"],
    ['x'.repeat(81), 'ValidationException', /Member must have length less than or equal to 80$/],
    ['', 'ValidationException', /Member must have length greater than or equal to 1$/],
  ])('cannot be called %j', async (name, code, message) => {
    await expect(create({ name })).rejects.toMatchObject(refusal(code, message))
  })

  test('is refused with everything that is wrong with its definition', async () => {
    const States: Record<string, State> = { A: { Type: 'Pass', Next: 'X' }, B: { Type: 'Pass', End: true } }
    await expect(create({ definition: definitionOf(States) })).rejects.toMatchObject(
      refusal(
        'InvalidDefinition',
        "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /States/A/Next, MISSING_TRANSITION_TARGET: State \"B\" is not reachable. at /States/B'",
      ),
    )
    await expect(create({ definition: 'x'.repeat(1_048_577) })).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test.each<[string, object, string, string | RegExp]>([
    ['EXPRESS', { type: 'EXPRESS' }, 'StateMachineTypeNotSupported', /EXPRESS/],
    ['a version', { publish: true }, 'ValidationException', /not supported by this cloud/],
    [
      'a customer managed key',
      { encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: 'k' } },
      'ValidationException',
      /not supported by this cloud/,
    ],
    ['no role', { roleArn: 'role' }, 'InvalidArn', "Invalid Arn: 'Invalid Role Arn: 'role''"],
    [
      'a log level without a destination',
      { loggingConfiguration: { level: 'ALL' } },
      'InvalidLoggingConfiguration',
      'Invalid Logging Configuration: Must specify exactly one Log Destination.',
    ],
  ])('of %s is refused', async (_, more, code, message) => {
    await expect(create(more)).rejects.toMatchObject(refusal(code, message))
  })

  test('is updated for the executions to come', async () => {
    const stateMachineArn = await machine(wait)
    const executionArn = await sandbox.start(stateMachineArn)
    const update = (more: object) => send(new UpdateStateMachineCommand({ stateMachineArn, ...more }))
    const { revisionId } = await update({ definition: definitionOf(pass) })
    const described = await send(new DescribeStateMachineCommand({ stateMachineArn }))
    expect(described).toMatchObject({ definition: definitionOf(pass), revisionId, roleArn })
    expect((await update({ definition: definitionOf(pass) })).revisionId).toBe(revisionId)
    const running = await send(new DescribeStateMachineForExecutionCommand({ executionArn }))
    expect(running).toMatchObject({ stateMachineArn, definition: definitionOf(wait) })
    expect(running.revisionId).toBeUndefined()
    await expect(update({})).rejects.toMatchObject(refusal('MissingRequiredParameter', /must be specified$/))
    await expect(update({ definition: '{}' })).rejects.toMatchObject({ name: 'InvalidDefinition' })
  })

  test('says which variables its states read', async () => {
    const States: Record<string, State> = {
      A: { Type: 'Pass', Assign: { x: 1 }, Next: 'B' },
      B: { Type: 'Pass', Output: '{% $x %}', End: true },
    }
    const described = await send(new DescribeStateMachineCommand({ stateMachineArn: await machine(States) }))
    expect(described.variableReferences).toEqual({ B: ['x'] })
  })

  test('that is deleted goes with its last execution', async () => {
    const stateMachineArn = await machine(wait)
    const executionArn = await sandbox.start(stateMachineArn)
    await send(new DeleteStateMachineCommand({ stateMachineArn }))
    const look = () => send(new DescribeStateMachineCommand({ stateMachineArn }))
    expect((await look()).status).toBe('DELETING')
    await expect(sandbox.start(stateMachineArn)).rejects.toMatchObject(
      refusal('StateMachineDeleting', `State Machine Deleting: '${stateMachineArn}'`),
    )
    const statuses = statusesOf(executionArn)
    await sandbox.clock.advance(60_000)
    expect(statuses).toEqual(['SUCCEEDED'])
    await expect(look()).rejects.toMatchObject(
      refusal('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`),
    )
    await send(new DeleteStateMachineCommand({ stateMachineArn }))
  })

  const waitTwice: Record<string, State> = { A: { Type: 'Wait', Seconds: 60, Next: 'W' }, ...wait }
  const branch = { StartAt: 'A', States: waitTwice }

  test.each<[string, Record<string, State>]>([
    ['one after the other', waitTwice],
    ['of a Parallel', { P: { Type: 'Parallel', Branches: [branch], End: true } }],
    ['of a Map', { M: { Type: 'Map', Items: [1, 2], ItemProcessor: branch, End: true } }],
  ])(
    'that is deleted ends its executions at their next transition, and takes them with it: states %s',
    async (_, states) => {
      const stateMachineArn = await machine(states)
      const executionArn = await sandbox.start(stateMachineArn)
      const statuses = statusesOf(executionArn)
      await send(new DeleteStateMachineCommand({ stateMachineArn }))
      await sandbox.clock.advance(59_000)
      expect(statuses).toEqual([])
      await sandbox.clock.advance(1_000)
      expect(statuses).toEqual(['ABORTED'])
      expect(sandbox.cloud.states.machines.has(stateMachineArn)).toBe(false)
      await expect(send(new DescribeExecutionCommand({ executionArn }))).rejects.toMatchObject({
        name: 'ExecutionDoesNotExist',
      })
    },
  )

  test('loses none of two updates that come together', async () => {
    const stateMachineArn = await machine(wait)
    const other = await sandbox.role()
    await Promise.all([
      send(new UpdateStateMachineCommand({ stateMachineArn, definition: definitionOf(pass) })),
      send(new UpdateStateMachineCommand({ stateMachineArn, roleArn: other })),
    ])
    const described = await send(new DescribeStateMachineCommand({ stateMachineArn }))
    expect(described).toMatchObject({ definition: definitionOf(pass), roleArn: other })
  })

  test.each([
    ['x', "Invalid Arn: 'Invalid ARN prefix: x'"],
    ['arn:aws:states:us-west-2', "Invalid Arn: 'Invalid ARN: arn:aws:states:us-west-2'"],
    [noExecution, "Invalid Arn: 'Resource type not valid in this context: execution'"],
  ])('has an ARN, which %s is not', async (stateMachineArn, message) => {
    await expect(send(new DescribeStateMachineCommand({ stateMachineArn }))).rejects.toMatchObject(
      refusal('InvalidArn', message),
    )
  })

  test('is listed by name, page by page', async () => {
    for (const name of ['list-b', 'list-a', 'list-c']) await create({ name })
    const names: string[] = []
    let nextToken: string | undefined
    do {
      const page = await send(new ListStateMachinesCommand({ maxResults: 2, ...(nextToken && { nextToken }) }))
      expect(page.stateMachines?.length).toBeLessThanOrEqual(2)
      names.push(...(page.stateMachines ?? []).map(({ name = '' }) => name))
      nextToken = page.nextToken
    } while (nextToken)
    expect(names).toEqual([...names].sort())
    expect(names).toEqual(expect.arrayContaining(['list-a', 'list-b', 'list-c']))
    await expect(send(new ListStateMachinesCommand({ nextToken: 'x' }))).rejects.toMatchObject({ name: 'InvalidToken' })
    await expect(send(new ListStateMachinesCommand({ maxResults: 1001 }))).rejects.toMatchObject({
      name: 'ValidationException',
    })
  })
})

describe('the role of a state machine', () => {
  const denied = (message: string) => refusal('AccessDeniedException', message)

  test('must trust Step Functions, for this very machine if it says so', async () => {
    const untrusted = denied(
      'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.',
    )
    const foreign = await sandbox.role([], { Principal: { Service: 'lambda.amazonaws.com' } })
    await expect(machine(pass, { roleArn: foreign })).rejects.toMatchObject(untrusted)
    const missing = 'arn:aws:iam::123456789012:role/none'
    await expect(machine(pass, { roleArn: missing })).rejects.toMatchObject(untrusted)
    const particular = await sandbox.role([], {
      Principal: { Service: 'states.amazonaws.com' },
      Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:states:*:*:stateMachine:chosen' } },
    })
    await expect(machine(pass, { roleArn: particular })).rejects.toMatchObject(untrusted)
    await machine(pass, { roleArn: particular, name: 'chosen' })
  })

  test('must be allowed to deliver logs where there is a log group', async () => {
    const logGroupArn = 'arn:aws:logs:us-west-2:123456789012:log-group:/states/x:*'
    const loggingConfiguration = { level: 'ALL', destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }] }
    await expect(machine(pass, { roleArn: await sandbox.role([]), loggingConfiguration })).rejects.toMatchObject(
      denied('The state machine IAM Role is not authorized to access the Log Destination'),
    )
  })

  test('must be allowed the rule by which the end of other executions is learnt', async () => {
    const nested: Record<string, State> = {
      N: { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2', Arguments: {}, End: true },
    }
    const role = await sandbox.role([allow('states:*')])
    await expect(machine(nested, { roleArn: role })).rejects.toMatchObject(
      denied(`'${role}' is not authorized to create managed-rule.`),
    )
    const rule = 'arn:aws:events:us-west-2:123456789012:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule'
    const able = await sandbox.role([allow(['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], rule)])
    await machine(nested, { roleArn: able })
  })

  test('must be passed by someone who may', async () => {
    const caller = await sandbox.role([allow('states:*')], { Principal: { AWS: '*' } })
    const { principal } = sandbox.cloud.iam.issueSession(caller, 's')
    const input = { name: 'passed', definition: definitionOf(pass), roleArn }
    await expect(sandbox.cloud.invoke(principal, 'states', 'CreateStateMachine', input)).rejects.toMatchObject({
      code: 'AccessDeniedException',
      message: expect.stringContaining(`is not authorized to perform: iam:PassRole on resource: ${roleArn}`),
    })
  })
})

describe('an execution', () => {
  test('is described while it runs and after', async () => {
    const stateMachineArn = await machine(wait)
    const start = new StartExecutionCommand({
      stateMachineArn,
      name: 'seen',
      input: '{ "n": 1 }',
      traceHeader: 'Root=1',
    })
    const { executionArn = '', startDate } = await send(start)
    const look = async () => {
      const { $metadata: _, ...described } = await send(new DescribeExecutionCommand({ executionArn }))
      return described
    }
    const running = {
      executionArn: stateMachineArn.replace('stateMachine', 'execution').concat(':seen'),
      stateMachineArn,
      name: 'seen',
      status: 'RUNNING',
      startDate,
      input: '{ "n": 1 }',
      inputDetails: { included: true },
      traceHeader: 'Root=1',
      redriveCount: 0,
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution is RUNNING and cannot be redriven',
    }
    expect(await look()).toEqual(running)
    await sandbox.clock.advance(60_000)
    expect(await look()).toEqual({
      ...running,
      status: 'SUCCEEDED',
      stopDate: new Date((startDate?.getTime() ?? 0) + 60_000),
      output: '{"n":1}',
      outputDetails: { included: true },
      redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
    })
    const metadata = await send(new DescribeExecutionCommand({ executionArn, includedData: 'METADATA_ONLY' }))
    expect(metadata).toMatchObject({ inputDetails: { included: false } })
    expect(metadata.output).toBeUndefined()
  })

  test('is the one that runs already when name and input are the same', async () => {
    const stateMachineArn = await machine(wait)
    const start = (input?: string) =>
      send(new StartExecutionCommand({ stateMachineArn, name: 'one', ...(input && { input }) }))
    const first = await start()
    expect(await start('{}')).toMatchObject({ executionArn: first.executionArn, startDate: first.startDate })
    const exists = refusal('ExecutionAlreadyExists', `Execution Already Exists: '${first.executionArn}'`)
    await expect(start('{"other":1}')).rejects.toMatchObject(exists)
    await sandbox.clock.advance(60_000)
    await expect(start()).rejects.toMatchObject(exists)
    expect(sandbox.cloud.states.execution(await sandbox.start(stateMachineArn)).name).toMatch(/^[0-9a-f-]{36}$/)
  })

  test.each<[string, { name?: string; input?: string }, string, string | RegExp]>([
    [
      'an input that is no JSON',
      { input: 'nope' },
      'InvalidExecutionInput',
      /^Invalid State Machine Execution Input: 'Unrecognized token 'nope': was expecting/,
    ],
    [
      'a blank input',
      { input: ' ' },
      'InvalidExecutionInput',
      "Invalid State Machine Execution Input: 'Invalid execution input.'",
    ],
    [
      'too long an input',
      { input: JSON.stringify('x'.repeat(262_144)) },
      'ValidationException',
      /Member must have length less than or equal to 262144$/,
    ],
    [
      'too deep an input',
      { input: '['.repeat(1e5) + ']'.repeat(1e5) },
      'InvalidExecutionInput',
      /Document nesting depth exceeds the maximum of 1000/,
    ],
    ['a name with a space', { name: 'a b' }, 'InvalidName', "Invalid Name: 'a b'"],
  ])('%s is refused', async (_, { name = 'a', input = '{}' }, code, message) => {
    const stateMachineArn = await machine()
    await expect(send(new StartExecutionCommand({ stateMachineArn, name, input }))).rejects.toMatchObject(
      refusal(code, message),
    )
  })

  test('that cannot start leaves its name free', async () => {
    const stateMachineArn = await machine()
    const start = new StartExecutionCommand({ stateMachineArn, name: 'once' })
    const forget = sandbox.cloud.states.onEvent(() => {
      throw new Error('a defect')
    })
    await expect(send(start)).rejects.toMatchObject({ name: 'InternalFailure' })
    forget()
    const { executionArn = '' } = await send(start)
    expect(await sandbox.ended(executionArn)).toMatchObject({ status: 'SUCCEEDED' })
  })

  test('is forgotten 90 days after it has closed, and its name is free again', async () => {
    const stateMachineArn = await machine(wait)
    const start = () => send(new StartExecutionCommand({ stateMachineArn, name: 'again' }))
    const { executionArn } = await start()
    await sandbox.clock.advance(60_000 + 90 * 86_400_000)
    expect(await send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({ status: 'SUCCEEDED' })
    await sandbox.clock.advance(1)
    const { executions } = await send(new ListExecutionsCommand({ stateMachineArn }))
    expect(executions).toEqual([])
    expect(await start()).toMatchObject({ executionArn })
  })

  test('needs a machine, and an ARN to be found by', async () => {
    await expect(sandbox.start(nowhere)).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' })
    const input = { executionArn: noExecution }
    for (const asked of [
      send(new DescribeExecutionCommand(input)),
      send(new GetExecutionHistoryCommand(input)),
      send(new StopExecutionCommand(input)),
    ])
      await expect(asked).rejects.toMatchObject(
        refusal('ExecutionDoesNotExist', `Execution Does Not Exist: '${noExecution}'`),
      )
    await expect(send(new DescribeExecutionCommand({ executionArn: nowhere }))).rejects.toMatchObject(
      refusal('InvalidArn', "Invalid Arn: 'Resource type not valid in this context: stateMachine'"),
    )
  })

  test('is stopped with the reason given, and stays stopped', async () => {
    const executionArn = await sandbox.start(await machine(wait))
    const { stopDate } = await send(new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'of it' }))
    await sandbox.clock.advance(120_000)
    expect(await send(new StopExecutionCommand({ executionArn, error: 'Again' }))).toMatchObject({ stopDate })
    expect(await sandbox.ended(executionArn)).toMatchObject({
      status: 'ABORTED',
      error: 'Enough',
      cause: 'of it',
      stopDate,
    })
    expect((await sandbox.history(executionArn)).at(-1)).toMatchObject({
      type: 'ExecutionAborted',
      executionAbortedEventDetails: { error: 'Enough', cause: 'of it' },
    })
    const tooLong = new StopExecutionCommand({ executionArn, error: 'x'.repeat(257) })
    await expect(send(tooLong)).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test('is listed newest first, by status, page by page', async () => {
    const stateMachineArn = await machine(wait)
    const names = ['a', 'b', 'c']
    for (const name of names) {
      await send(new StartExecutionCommand({ stateMachineArn, name }))
      await sandbox.clock.advance(1_000)
    }
    await sandbox.clock.advance(57_500)
    const list = (more: object = {}) => send(new ListExecutionsCommand({ stateMachineArn, ...more }))
    const namesOf = async (more?: object) => (await list(more)).executions?.map(({ name }) => name)
    expect(await namesOf()).toEqual(['c', 'b', 'a'])
    expect(await namesOf({ statusFilter: 'RUNNING' })).toEqual(['c', 'b'])
    expect((await list({ statusFilter: 'SUCCEEDED' })).executions).toEqual([
      {
        executionArn: expect.stringMatching(/:a$/),
        stateMachineArn,
        name: 'a',
        status: 'SUCCEEDED',
        startDate: expect.any(Date),
        stopDate: expect.any(Date),
        redriveCount: 0,
      },
    ])
    const { executions, nextToken } = await list({ maxResults: 2 })
    expect(executions).toHaveLength(2)
    expect(await namesOf({ maxResults: 2, nextToken })).toEqual(['a'])
    await expect(list({ statusFilter: 'RUNNING', nextToken })).rejects.toMatchObject({ name: 'InvalidToken' })
    await expect(list({ statusFilter: 'GONE' })).rejects.toMatchObject({ name: 'ValidationException' })
    await expect(list({ stateMachineArn: undefined })).rejects.toMatchObject({ name: 'ValidationException' })
  })
})

describe('the history', () => {
  test('is read in either order, page by page, with data or without', async () => {
    const { executionArn } = await sandbox.run(pass, { n: 1 }, { roleArn })
    const read = async (more: object) =>
      (await send(new GetExecutionHistoryCommand({ executionArn, ...more }))).events ?? []
    expect((await read({})).map(({ id }) => id)).toEqual([1, 2, 3, 4])
    expect((await read({ reverseOrder: true })).map(({ id }) => id)).toEqual([4, 3, 2, 1])
    const [, entered] = await read({ includeExecutionData: false })
    expect(entered?.stateEnteredEventDetails).toEqual({ name: 'A', inputDetails: { truncated: false } })
    const first = await send(new GetExecutionHistoryCommand({ executionArn, maxResults: 3 }))
    const second = await read({ maxResults: 3, nextToken: first.nextToken })
    expect([...(first.events ?? []), ...second].map(({ id }) => id)).toEqual([1, 2, 3, 4])
  })
})

describe('a redrive', () => {
  const redrive = (executionArn: string, clientToken?: string) =>
    send(new RedriveExecutionCommand({ executionArn, ...(clientToken && { clientToken }) }))

  test('goes on from the state that failed, and counts', async () => {
    const { executionArn = '' } = await sandbox.run({ A: { Type: 'Pass', Next: 'F' }, ...fail }, {}, { roleArn })
    await sandbox.clock.advance(5_000)
    const { redriveDate } = await redrive(executionArn)
    const described = await sandbox.ended(executionArn)
    expect(described).toMatchObject({ status: 'FAILED', redriveCount: 1, redriveDate, redriveStatus: 'REDRIVABLE' })
    expect((await sandbox.types(executionArn)).slice(4)).toEqual([
      'ExecutionFailed',
      'ExecutionRedriven',
      'ExecutionFailed',
    ])
  })

  test('is carried out once for each client token', async () => {
    const { executionArn = '' } = await sandbox.run(fail, {}, { roleArn })
    const first = await redrive(executionArn, 'token')
    await sandbox.clock.advance(60_000)
    expect((await redrive(executionArn, 'token')).redriveDate).toEqual(first.redriveDate)
    expect(await sandbox.ended(executionArn)).toMatchObject({ redriveCount: 1 })
    await expect(redrive(executionArn, 'a b')).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test('is refused where nothing has failed, or too long ago', async () => {
    const done = await sandbox.run(pass, {}, { roleArn })
    await expect(redrive(done.executionArn ?? '')).rejects.toMatchObject(
      refusal('ExecutionNotRedrivable', 'Execution is SUCCEEDED and cannot be redriven'),
    )
    const failed = await sandbox.run(fail, {}, { roleArn })
    await sandbox.clock.advance(14 * 86_400_000 + 1)
    await expect(redrive(failed.executionArn ?? '')).rejects.toMatchObject(
      refusal('ExecutionNotRedrivable', 'Execution redrivable period exceeded'),
    )
  })
})

describe('a task token', () => {
  const waiting: Record<string, State> = {
    T: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:ssm:putParameter.waitForTaskToken',
      Arguments: { Name: '/token', Type: 'String', Value: '{% $states.context.Task.Token %}', Overwrite: true },
      HeartbeatSeconds: 30,
      End: true,
    },
  }

  async function handedOut() {
    const executionArn = await sandbox.start(await machine(waiting))
    await sandbox.until(() => sandbox.cloud.states.execution(executionArn).execution.history.lastEventId === 5)
    const { Parameter } = await sandbox.call<{ Parameter?: { Value?: string } }>('ssm', 'GetParameter', {
      Name: '/token',
    })
    return { executionArn, taskToken: Parameter?.Value ?? '' }
  }

  test('reports success with an output', async () => {
    const { executionArn, taskToken } = await handedOut()
    await send(new SendTaskSuccessCommand({ taskToken, output: '{"done":true}' }))
    expect(await sandbox.ended(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '{"done":true}' })
    expect(await sandbox.types(executionArn)).toContain('TaskSubmitted')
    await expect(send(new SendTaskSuccessCommand({ taskToken, output: '1' }))).rejects.toMatchObject(
      refusal('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'"),
    )
  })

  test.each<[Partial<SendTaskFailureCommandInput>, object]>([
    [
      { error: 'Broken', cause: 'by a test' },
      { error: 'Broken', cause: 'by a test' },
    ],
    [{}, { status: 'FAILED' }],
  ])('reports the failure %j', async (failure, described) => {
    const { executionArn, taskToken } = await handedOut()
    await send(new SendTaskFailureCommand({ taskToken, ...failure }))
    expect(await sandbox.ended(executionArn)).toMatchObject(described)
  })

  test('keeps its task alive by heartbeats', async () => {
    const { executionArn, taskToken } = await handedOut()
    await sandbox.clock.advance(29_000)
    await send(new SendTaskHeartbeatCommand({ taskToken }))
    await sandbox.clock.advance(29_000)
    expect(sandbox.cloud.states.execution(executionArn).status).toBe('RUNNING')
    await sandbox.clock.advance(1_000)
    expect(await sandbox.ended(executionArn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' })
    await expect(send(new SendTaskHeartbeatCommand({ taskToken }))).rejects.toMatchObject({ name: 'TaskTimedOut' })
  })

  test('is refused where there is none, as is an output that is no JSON', async () => {
    await expect(send(new SendTaskSuccessCommand({ taskToken: 'x', output: '{}' }))).rejects.toMatchObject(
      refusal('InvalidToken', "Invalid Token: 'Invalid token'"),
    )
    const { executionArn, taskToken } = await handedOut()
    await expect(send(new SendTaskSuccessCommand({ taskToken, output: '{' }))).rejects.toMatchObject(
      refusal('InvalidOutput', /^Invalid Output: '/),
    )
    await send(new StopExecutionCommand({ executionArn }))
  })
})

describe('tags', () => {
  test('are given, changed and taken away', async () => {
    const resourceArn = await machine(pass, { tags: [{ key: 'a', value: '1' }] })
    await send(
      new TagResourceCommand({
        resourceArn,
        tags: [
          { key: 'b', value: '2' },
          { key: 'a', value: '3' },
        ],
      }),
    )
    const list = async () => (await send(new ListTagsForResourceCommand({ resourceArn }))).tags
    expect(await list()).toEqual([
      { key: 'a', value: '3' },
      { key: 'b', value: '2' },
    ])
    await send(new UntagResourceCommand({ resourceArn, tagKeys: ['a', 'c'] }))
    expect(await list()).toEqual([{ key: 'b', value: '2' }])
    const tooMany = Array.from({ length: 50 }, (_, index) => ({ key: `k${index}`, value: '' }))
    await expect(send(new TagResourceCommand({ resourceArn, tags: tooMany }))).rejects.toMatchObject({
      name: 'TooManyTags',
    })
    await expect(send(new ListTagsForResourceCommand({ resourceArn: nowhere }))).rejects.toMatchObject(
      refusal('ResourceNotFound', `Resource not found: '${nowhere}'`),
    )
  })
})

describe('ValidateStateMachineDefinition', () => {
  test('tells what creating would refuse', async () => {
    const check = async (definition: string, more: object = {}) => {
      const { $metadata: _, ...checked } = await send(
        new ValidateStateMachineDefinitionCommand({ definition, ...more }),
      )
      return checked
    }
    expect(await check(definitionOf(pass))).toEqual({ result: 'OK', diagnostics: [], truncated: false })
    const wrong = definitionOf({ A: { Type: 'Pass', Next: 'X' }, B: { Type: 'Pass', End: true } })
    expect(await check(wrong, { maxResults: 1 })).toEqual({
      result: 'FAIL',
      diagnostics: [
        {
          severity: 'ERROR',
          code: 'MISSING_TRANSITION_TARGET',
          message: "Missing 'Next' target: X",
          location: '/States/A/Next',
        },
      ],
      truncated: true,
    })
  })
})

describe('what the cloud around it can observe', () => {
  test('is each event and each change of status, in the form of EventBridge', async () => {
    const changes: StatusChange[] = []
    const events: [string, unknown][] = []
    const { states } = sandbox.cloud
    const deaf = [
      states.onStatusChange((change) => changes.push(change)),
      states.onEvent((arn, { type }) => events.push([arn, type])),
    ]
    const { executionArn = '', stateMachineArn, name, startDate } = await sandbox.run(fail, { n: 1 }, { roleArn })
    for (const stop of deaf) stop()
    await sandbox.run(pass, {}, { roleArn })
    expect(events).toEqual(
      ['ExecutionStarted', 'FailStateEntered', 'ExecutionFailed'].map((type) => [executionArn, type]),
    )
    expect(changes.map(({ status }) => status)).toEqual(['RUNNING', 'FAILED'])
    expect(changes[1]).toEqual({
      executionArn,
      stateMachineArn,
      name,
      status: 'FAILED',
      startDate: startDate?.getTime(),
      stopDate: startDate?.getTime(),
      input: '{"n":1}',
      inputDetails: { included: true },
      output: null,
      outputDetails: null,
      error: 'E',
      cause: 'c',
      redriveCount: 0,
      redriveDate: null,
      redriveStatus: 'REDRIVABLE',
      redriveStatusReason: null,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
    })
  })

  test.each([
    ['ALL', true, ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'FailStateEntered', 'ExecutionFailed']],
    ['ERROR', false, ['FailStateEntered', 'ExecutionFailed']],
    ['FATAL', false, ['ExecutionFailed']],
  ])('is a log of level %s', async (level, includeExecutionData, types) => {
    const group = `/states/${level}`
    const logGroupArn = `arn:aws:logs:us-west-2:123456789012:log-group:${group}:*`
    const loggingConfiguration = {
      level,
      includeExecutionData,
      destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }],
    }
    const { executionArn, stateMachineArn = '' } = await sandbox.run(
      { A: { Type: 'Pass', Next: 'F' }, ...fail },
      { n: 1 },
      { roleArn, loggingConfiguration: loggingConfiguration as never },
    )
    const streams = [...(sandbox.cloud.logs.groups.get(group)?.streams.values() ?? [])]
    expect(streams.map(({ name }) => name)).toEqual([
      expect.stringMatching(new RegExp(`^states/${stateMachineArn.split(':').at(-1)}/2026(-\\d\\d){4}/[0-9a-f]{8}$`)),
    ])
    const messages = streams[0]?.events.map(({ message }) => JSON.parse(message)) ?? []
    expect(messages.map(({ type }) => type)).toEqual(types)
    expect(messages.at(-1)).toMatchObject({
      details: { error: 'E', cause: 'c' },
      execution_arn: executionArn,
      redrive_count: '0',
    })
    const entered = messages.find(({ type }) => type === 'FailStateEntered')
    if (entered) expect(entered.details.input).toBe(includeExecutionData ? '{"n":1}' : undefined)
  })

  test('closing ends every execution', async () => {
    const executionArn = await sandbox.start(await machine(wait))
    sandbox.cloud.states.close()
    expect((await sandbox.ended(executionArn)).status).toBe('ABORTED')
  })
})
