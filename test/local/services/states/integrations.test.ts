import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StopExecutionCommand } from '@aws-sdk/client-sfn'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { zipSync } from 'fflate'
import type { State } from '../../../../local/asl/definition.ts'
import type { StateError } from '../../../../local/asl/state-error.ts'
import type { Cloud } from '../../../../local/cloud.ts'
import type { Json } from '../../../../local/json.ts'
import type { Work } from '../../../../local/services/states/integrations/integration.ts'
import { callFunction } from '../../../../local/services/states/integrations/lambda.ts'
import { allow, Sandbox } from './sandbox.ts'

const handler = `
import { setTimeout as sleep } from 'node:timers/promises'
import { existsSync, writeFileSync } from 'node:fs'
export const handler = async (event) => {
  if (event.fails) throw Object.assign(new Error('because'), { name: event.fails })
  if (event.hangs) await new Promise(() => setInterval(() => {}, 1000))
  if (event.handOut) {
    writeFileSync(event.handOut, event.token)
    while (!existsSync(event.handOut + '-taken')) await sleep(10)
  }
  return { got: event }
}
`
const account = '123456789012'
const functionName = 'echo'
const functionArn = `arn:aws:lambda:us-west-2:${account}:function:${functionName}`
const lambdaInvoke = 'arn:aws:states:::lambda:invoke'
const wait: Record<string, State> = { W: { Type: 'Wait', Seconds: 60, End: true } }

let sandbox: Sandbox
let roleArn: string

beforeAll(async () => {
  sandbox = await Sandbox.open()
  roleArn = await sandbox.role()
  const Role = await sandbox.role([], { Principal: { Service: 'lambda.amazonaws.com' } })
  await sandbox.clock.advance(60_000)
  await sandbox.call('lambda', 'CreateFunction', {
    FunctionName: functionName,
    Role,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Code: { ZipFile: zipSync({ 'index.mjs': Buffer.from(handler) }) },
  })
})

afterAll(() => sandbox.close())

/** The end of an execution of one task. */
const runTask = (Resource: string, Arguments: Json, more: object = {}, role = roleArn) =>
  sandbox.run({ T: { Type: 'Task', Resource, Arguments, End: true, ...more } as State }, {}, { roleArn: role })

const outputOf = ({ output }: { output?: string | undefined }) => JSON.parse(output ?? 'null')

describe('lambda:invoke', () => {
  const payload = (Payload: Json): Json => ({ FunctionName: functionName, Payload })

  test('gives the answer of the function with what is known of the call', async () => {
    const ended = await runTask(lambdaInvoke, payload({ n: 1 }))
    expect(outputOf(ended)).toEqual({
      ExecutedVersion: '$LATEST',
      Payload: { got: { n: 1 } },
      SdkHttpMetadata: {
        AllHttpHeaders: expect.objectContaining({ 'X-Amz-Executed-Version': ['$LATEST'] }),
        HttpHeaders: expect.objectContaining({ 'Content-Type': 'application/json', 'Content-Length': '15' }),
        HttpStatusCode: 200,
      },
      SdkResponseMetadata: { RequestId: expect.any(String) },
      StatusCode: 200,
    })
    const [scheduled, started, succeeded] = (await sandbox.history(ended.executionArn ?? '')).slice(2)
    expect(scheduled).toMatchObject({
      type: 'TaskScheduled',
      taskScheduledEventDetails: {
        resourceType: 'lambda',
        resource: 'invoke',
        region: 'us-west-2',
        parameters: '{"FunctionName":"echo","Payload":{"n":1}}',
      },
    })
    expect(started?.taskStartedEventDetails).toEqual({ resourceType: 'lambda', resource: 'invoke' })
    expect(succeeded?.taskSucceededEventDetails).toMatchObject({ output: ended.output })
  })

  test('fails with the error of the function, its whole answer the cause', async () => {
    const { error, cause = '' } = await runTask(lambdaInvoke, payload({ fails: 'OutOfStock' }))
    expect(error).toBe('OutOfStock')
    expect(JSON.parse(cause)).toMatchObject({ errorType: 'OutOfStock', errorMessage: 'because' })
  })

  test('is timed on the wall, by which functions run, however fast the clock of the cloud is', async () => {
    const task = { Type: 'Task', Resource: lambdaInvoke, Arguments: payload({ hangs: true }), TimeoutSeconds: 1 }
    const executionArn = await sandbox.start(await sandbox.machine({ T: { ...task, End: true } as State }))
    await sandbox.until(() => sandbox.cloud.states.execution(executionArn).execution.history.events.length > 3)
    await sandbox.clock.advance(3_600_000)
    expect(sandbox.cloud.states.execution(executionArn).status).toBe('RUNNING')
    expect(await sandbox.ended(executionArn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' })
  })

  test('fails as Lambda does when there is no function, or when it is busy', async () => {
    const missing = await runTask(lambdaInvoke, { FunctionName: 'none' })
    expect(missing).toMatchObject({
      error: 'Lambda.ResourceNotFoundException',
      cause: expect.stringMatching(
        /^Function not found: .*:function:none \(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: [0-9a-f-]+; Proxy: null\)$/,
      ),
    })
    const limit = { FunctionName: functionName, ReservedConcurrentExecutions: 0 }
    await sandbox.call('lambda', 'PutFunctionConcurrency', limit)
    expect((await runTask(lambdaInvoke, payload({}))).error).toBe('Lambda.TooManyRequestsException')
    await sandbox.call('lambda', 'DeleteFunctionConcurrency', { FunctionName: functionName })
  })

  test('hands out a token that is good while the function still runs', async () => {
    const handOut = join(sandbox.cloud.folder, 'token')
    const task = {
      Type: 'Task',
      Resource: `${lambdaInvoke}.waitForTaskToken`,
      Arguments: payload({ handOut, token: '{% $states.context.Task.Token %}' }),
      End: true,
    }
    const executionArn = await sandbox.start(await sandbox.machine({ T: task as State }))
    await sandbox.until(() => existsSync(handOut) && readFileSync(handOut, 'utf8') !== '')
    const taskToken = readFileSync(handOut, 'utf8')
    await sandbox.call('states', 'SendTaskSuccess', { taskToken, output: '"early"' })
    writeFileSync(`${handOut}-taken`, '')
    expect(await sandbox.ended(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '"early"' })
  })

  test('refuses an argument that the API does not have', async () => {
    const misspelt = await runTask(lambdaInvoke, { FunctionName: functionName, Payloads: { n: 1 } })
    expect(misspelt).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining('The field "Payloads" is not supported by Step Functions'),
    })
  })

  test('is done as the role of the machine, which can be denied it', async () => {
    const role = await sandbox.role([allow('lambda:InvokeFunction', `${functionArn}-other`)])
    const { error, cause } = await runTask(lambdaInvoke, payload({}), {}, role)
    expect(error).toBe('Lambda.AWSLambdaException')
    expect(cause).toMatch(
      new RegExp(
        `^User: arn:aws:sts::${account}:assumed-role/${role.split('/')[1]}/\\w{32} is not authorized to perform: lambda:InvokeFunction on resource: ${functionArn} because no identity-based policy allows the lambda:InvokeFunction action \\(Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException;`,
      ),
    )
  })

  test('fails when the role is gone', async () => {
    const role = await sandbox.role([])
    const stateMachineArn = await sandbox.machine(
      { T: { Type: 'Task', Resource: lambdaInvoke, Arguments: { FunctionName: functionName }, End: true } },
      { roleArn: role },
    )
    await sandbox.call('iam', 'DeleteRole', { RoleName: role.split('/')[1] })
    const ended = await sandbox.ended(await sandbox.start(stateMachineArn))
    expect(ended.error).toBe('States.Permissions')
  })
})

describe('a function by its ARN', () => {
  test('takes the arguments as its event and gives its answer as the result', async () => {
    const ended = await runTask(functionArn, { n: 1 })
    expect(outputOf(ended)).toEqual({ got: { n: 1 } })
    expect((await sandbox.types(ended.executionArn ?? '')).slice(2, 5)).toEqual([
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionSucceeded',
    ])
  })

  test('that says nothing of its error fails with Lambda.Unknown', async () => {
    const answer = { FunctionError: 'Unhandled', Payload: Buffer.from('{"errorMessage":"m"}') }
    const work = {
      cloud: { invoke: async () => answer } as unknown as Cloud,
      call: { resource: { kind: 'function', arn: functionArn }, arguments: {} },
    } as unknown as Work
    const thrown = await callFunction(work).catch((error: StateError) => error)
    expect(thrown).toMatchObject({
      error: 'Lambda.Unknown',
      cause:
        'The cause could not be determined because Lambda did not return an error type. Returned payload: {"errorMessage":"m"}',
    })
  })
})

describe('states:startExecution', () => {
  const resource = 'arn:aws:states:::states:startExecution'
  const child = (states: Record<string, State>) => sandbox.machine(states, { roleArn })
  const childOf = (executionArn: string) => {
    const isChild = ({ input }: { input: string }) => input.includes(executionArn)
    const found = [...sandbox.cloud.states.executions.values()].find(isChild)
    if (!found) throw new Error('There is no child.')
    return found
  }
  const nested = (StateMachineArn: string): Json => ({
    StateMachineArn,
    Input: { parent: '{% $states.context.Execution.Id %}', n: 1 },
  })

  test.each([resource, `${resource}.sync:2`])('of itself, by %s, leaves the cloud to others', async (Resource) => {
    const own = await Sandbox.open()
    const StateMachineArn = 'arn:aws:states:us-west-2:123456789012:stateMachine:endless'
    const again: State = { Type: 'Task', Resource, Arguments: { StateMachineArn, Input: {} }, End: true }
    const executionArn = await own.start(await own.machine({ again }, { name: 'endless' }))
    await own.client.send(new StopExecutionCommand({ executionArn }))
    expect([...own.cloud.states.executions.values()].length).toBeGreaterThan(1)
    await own.close()
  })

  test('starts another machine and goes on', async () => {
    const ended = await runTask(resource, nested(await child(wait)))
    const record = childOf(ended.executionArn ?? '')
    expect(outputOf(ended)).toMatchObject({
      ExecutionArn: record.arn,
      StartDate: record.execution.identity.startedAt,
      SdkHttpMetadata: { HttpStatusCode: 200 },
    })
    expect(record.status).toBe('RUNNING')
  })

  test.each<['.sync' | '.sync:2', (value: object) => unknown]>([
    ['.sync', JSON.stringify],
    ['.sync:2', (value) => value],
  ])('%s waits for its end and gives its description', async (pattern, written) => {
    const stateMachineArn = await child({ A: { Type: 'Pass', Output: { made: 2 }, End: true } })
    const ended = await runTask(resource + pattern, nested(stateMachineArn))
    const record = childOf(ended.executionArn ?? '')
    const time = record.execution.identity.startedAt
    expect(outputOf(ended)).toEqual({
      ExecutionArn: record.arn,
      Input: written({ parent: ended.executionArn, n: 1 }),
      InputDetails: { Included: true },
      Name: record.name,
      Output: written({ made: 2 }),
      OutputDetails: { Included: true },
      RedriveCount: 0,
      RedriveStatus: 'NOT_REDRIVABLE',
      RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
      StartDate: time,
      StateMachineArn: stateMachineArn,
      Status: 'SUCCEEDED',
      StopDate: time,
    })
    expect((await sandbox.types(ended.executionArn ?? '')).slice(2, 6)).toEqual([
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
    ])
  })

  test.each(['.sync', '.sync:2'])('%s fails with the description of what failed', async (pattern) => {
    const { error, cause = '' } = await runTask(
      resource + pattern,
      nested(await child({ F: { Type: 'Fail', Error: 'E' } })),
    )
    expect(error).toBe('States.TaskFailed')
    expect(JSON.parse(cause)).toMatchObject({ Error: 'E', Status: 'FAILED', Input: expect.stringContaining('"n":1') })
  })

  test('stops the other machine with its own', async () => {
    const states = {
      N: { Type: 'Task', Resource: `${resource}.sync:2`, Arguments: nested(await child(wait)), End: true },
    }
    const executionArn = await sandbox.start(await sandbox.machine(states as Record<string, State>, { roleArn }))
    await sandbox.until(() => sandbox.cloud.states.execution(executionArn).execution.history.lastEventId === 5)
    const record = childOf(executionArn)
    expect(record.status).toBe('RUNNING')
    await sandbox.client.send(new StopExecutionCommand({ executionArn }))
    await sandbox.until(() => record.status !== 'RUNNING')
    expect(record.status).toBe('ABORTED')
  })

  test.each(Array.from({ length: 24 }, (_, passes) => passes))(
    'leaves nothing running that its own failed while starting, %d states later',
    async (passes) => {
      const StateMachineArn = await sandbox.machine(wait)
      const later = Object.fromEntries(
        Array.from({ length: passes }, (_, index) => [`P${index}`, { Type: 'Pass', Next: `P${index + 1}` }]),
      )
      const starting = { Type: 'Task', Resource: `${resource}.sync:2`, Arguments: nested(StateMachineArn), End: true }
      const failing = { ...later, [`P${passes}`]: { Type: 'Fail', Error: 'Boom' } }
      const Branches = [
        { StartAt: 'N', States: { N: starting } },
        { StartAt: 'P0', States: failing },
      ]
      const states = { Both: { Type: 'Parallel', Branches, End: true } }
      const executionArn = await sandbox.start(await sandbox.machine(states as Record<string, State>, { roleArn }))
      const { states: machines } = sandbox.cloud
      await sandbox.until(() => machines.execution(executionArn).status === 'FAILED')
      const started = () => [...machines.executionsOf(machines.machine(StateMachineArn))]
      // A start that was under way takes some turns of the event loop yet.
      for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate)
      await sandbox.until(() => started().every(({ status }) => status === 'ABORTED'))
    },
  )

  test('refuses an argument in the spelling of the API, and one the API does not have', async () => {
    const StateMachineArn = await sandbox.machine(wait)
    for (const wrong of [{ input: {} }, { Foo: 3 }]) {
      const { error } = await runTask('arn:aws:states:::states:startExecution', { StateMachineArn, ...wrong })
      expect(error).toBe('States.Runtime')
    }
  })

  test('fails as Step Functions does', async () => {
    const StateMachineArn = `arn:aws:states:us-west-2:${account}:stateMachine:none`
    expect(await runTask(resource, { StateMachineArn })).toMatchObject({
      error: 'StepFunctions.StateMachineDoesNotExistException',
      cause: expect.stringContaining(
        `State Machine Does Not Exist: '${StateMachineArn}' (Service: AWSStepFunctions; Status Code: 400; Error Code: StateMachineDoesNotExist;`,
      ),
    })
    const denied = await runTask(resource, { StateMachineArn }, {}, await sandbox.role([]))
    expect(denied.error).toBe('StepFunctions.AWSStepFunctionsException')
    expect(denied.cause).toContain(`not authorized to perform: states:StartExecution on resource: ${StateMachineArn}`)
  })
})

describe('aws-sdk', () => {
  test('calls any API of a service, its members written with capitals', async () => {
    const put = { Name: '/a', Value: 'v', Type: 'String' }
    expect(outputOf(await runTask('arn:aws:states:::aws-sdk:ssm:putParameter', put))).toMatchObject({ Version: 1 })
    const { Parameter } = outputOf(await runTask('arn:aws:states:::aws-sdk:ssm:getParameter', { Name: '/a' }))
    expect(Parameter).toMatchObject({ Name: '/a', Value: 'v', LastModifiedDate: expect.stringMatching(/^2026-.*Z$/) })
    const StateMachineArn = await sandbox.machine(wait, { roleArn })
    const described = await runTask('arn:aws:states:::aws-sdk:sfn:describeStateMachine', { StateMachineArn })
    expect(outputOf(described)).toMatchObject({
      StateMachineArn,
      Status: 'ACTIVE',
      LoggingConfiguration: { Level: 'OFF' },
    })
  })

  test('reads and writes tables', async () => {
    await sandbox.call('dynamodb', 'CreateTable', {
      TableName: 'things',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    })
    await sandbox.clock.advance(60_000)
    const Item = { id: { S: 'x' }, list: { L: [{ N: '1' }, { M: { deep: { BOOL: true } } }] } }
    await runTask('arn:aws:states:::aws-sdk:dynamodb:putItem', { TableName: 'things', Item })
    const get = { TableName: 'things', Key: { id: { S: 'x' } } }
    expect(outputOf(await runTask('arn:aws:states:::aws-sdk:dynamodb:getItem', get))).toEqual({ Item })
  })

  test.each<[string, Json, string, string | RegExp]>([
    [
      'dynamodb:describeTable',
      { TableName: 'none' },
      'DynamoDb.ResourceNotFoundException',
      /Table: none not found \(Service: DynamoDb, Status Code: 400, Request ID: /,
    ],
    [
      'ssm:getParameter',
      { Name: '/none' },
      'Ssm.ParameterNotFoundException',
      /\(Service: Ssm, Status Code: 400, Request ID: /,
    ],
    ['sfn:describeExecution', { ExecutionArn: 'x' }, 'Sfn.InvalidArnException', "Invalid Arn: 'Invalid ARN prefix: x'"],
    ['ssm:getParameter', {}, 'Ssm.ValidationException', /must not be null/],
    ['ssm:getParameter', { name: '/a' }, 'States.Runtime', 'The field "name" is not supported by Step Functions'],
  ])('%s of %j fails with the error of the service or of Step Functions', async (api, parameters, error, cause) => {
    const ended = await runTask(`arn:aws:states:::aws-sdk:${api}`, parameters)
    expect(ended).toMatchObject({
      error,
      cause: typeof cause === 'string' ? expect.stringContaining(cause) : expect.stringMatching(cause),
    })
  })

  test('can be denied, and that be caught', async () => {
    const role = await sandbox.role([])
    const more = { Catch: [{ ErrorEquals: ['Ssm.AccessDeniedException'], Next: 'C' }], End: undefined, Next: 'C' }
    const states = {
      T: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:ssm:getParameter', Arguments: { Name: '/a' }, ...more },
      C: { Type: 'Succeed' },
    }
    const ended = await sandbox.run(states as Record<string, State>, {}, { roleArn: role })
    expect(outputOf(ended).Cause).toContain('is not authorized to perform: ssm:GetParameter on resource')
  })

  test.each(['ssm:noSuchThing', 'ssm:GetParameter', 'ec2:describeInstances', 'ssm:getParameter.sync'])(
    '%s is refused when the machine is made',
    async (api) => {
      await expect(runTask(`arn:aws:states:::aws-sdk:${api}`, {})).rejects.toMatchObject({
        name: 'InvalidDefinition',
        message: expect.stringContaining(`The resource provided arn:aws:states:::aws-sdk:${api} is not recognized.`),
      })
    },
  )
})
