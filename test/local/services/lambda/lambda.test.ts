import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam'
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda'
import { CreateQueueCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { stop, transform } from 'esbuild'
import { zipSync } from 'fflate'
import type { Cloud } from '../../../../local/cloud.ts'
import { Environment } from '../../../../local/functions/environment.ts'
import { FunctionLog } from '../../../../local/functions/function-log.ts'
import type { LambdaFunction } from '../../../../local/functions/lambda-function.ts'
import type { RuntimeProcess } from '../../../../local/functions/runtime-process.ts'
import { environmentsKept } from '../../../../local/functions/warm-environments.ts'
import { startCloud } from '../../../../local/start.ts'
import { isAlive } from '../../../is-alive.ts'
import { until } from '../../../until.ts'

const handlers = `
import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
let calls = 0
export const echo = async (event, context) => ({ event, calls: ++calls, request: context.awsRequestId, arn: context.invokedFunctionArn })
export const look = async (_, context) => ({ env: process.env, left: context.getRemainingTimeInMillis(), folder: process.env.LAMBDA_TASK_ROOT })
export const talk = async () => { console.log('a thing', { at: 1 }); process.stdout.write('{"level":"WARN","n":2}\\n'); process.stdout.write('6f6b0a', 'hex'); return 'said' }
export const fail = async () => { const error = new RangeError('too far'); error.name = 'OutOfReach'; throw error }
export const throwText = async () => { throw 'only text' }
export const reject = async () => { void Promise.reject(new Error('forgotten')); await sleep(2000) }
export const hang = async () => { await sleep(60_000) }
export const wait = async ({ milliseconds }) => { await sleep(milliseconds); return ++calls }
export const exit = async () => { process.exit(3) }
export const start = async () => spawn('sleep', ['60'], { stdio: 'ignore' }).pid
export const threads = async () => {
  const { isMainThread, parentPort, workerData, threadId } = await import('node:worker_threads')
  parentPort?.postMessage('lost')
  return { isMainThread, parentPort, workerData, threadId }
}
export const hoard = async () => {
  const all = []
  setInterval(() => all.push(Buffer.alloc(2e7, 1)), 20)
  return process.pid
}
export const bigError = async () => { throw new Error('x'.repeat(4 * 2 ** 20)) }
export const kill = async () => { process.kill(process.pid, 'SIGKILL'); await sleep(1000) }
export const eat = async () => { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)) }
export const fillMap = async () => { const all = new Map(); for (let n = 0; ; n++) all.set('key' + n, n) }
export const fillArray = async () => new Array(1e8).fill(0).map((each) => ({ each })).length
export const buffer = async () => { const all = []; for (;;) { all.push(Buffer.alloc(4e7, 1)); await sleep(20) } }
export const nap = async (_, context) => { await sleep(500); return context.awsRequestId }
export const big = async () => 'x'.repeat(6 * 2 ** 20 + 200)
export const circular = async () => { const all = {}; all.all = all; return all }
export const nothing = async () => {}
export const old = (event, context, callback) => callback(null, 'called back')
export const number = 7
`

const zipOf = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])))
const code = zipOf({
  'index.mjs': handlers,
  'broken.mjs': 'export const x = ;',
  'lost.mjs': "import 'no-such-package'",
})

let cloud: Cloud
let lambda: LambdaClient
let iam: IAMClient
let logs: CloudWatchLogsClient
let sqs: SQSClient
let role: string
let counter = 0

beforeAll(async () => {
  cloud = await startCloud({ speed: 500 })
  const config = {
    endpoint: cloud.endpoint,
    region: cloud.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  }
  lambda = new LambdaClient(config)
  iam = new IAMClient(config)
  logs = new CloudWatchLogsClient(config)
  sqs = new SQSClient(config)
  role = await roleFor('lambda.amazonaws.com')
})

afterAll(async () => {
  await cloud.close()
})

async function roleFor(Service: string) {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
  }
  const RoleName = `role-${++counter}`
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }))
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['logs:*', 'sqs:SendMessage'], Resource: '*' }],
  }
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'logs', PolicyDocument: JSON.stringify(policy) }))
  await until(() => cloud.iam.visible(Role?.Arn ?? ''))
  return Role?.Arn ?? ''
}

/** The folders of unpacked code. */
const codeFolders = () =>
  new Set(readdirSync(join(cloud.folder, 'functions')).filter((name) => name.startsWith('code-')))

/** A function of its own for each test. */
async function functionOf(handler: string, settings: Partial<CreateFunctionCommandInput> = {}) {
  const FunctionName = `f-${++counter}`
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: role,
      Runtime: 'nodejs24.x',
      Handler: `index.${handler}`,
      Code: { ZipFile: code },
      ...settings,
    }),
  )
  return FunctionName
}

async function invoke(FunctionName: string, event: unknown = {}) {
  const { Payload, FunctionError, LogResult } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), LogType: 'Tail' }),
  )
  const log = Buffer.from(LogResult ?? '', 'base64').toString()
  return { result: JSON.parse(Payload?.transformToString() ?? 'null'), error: FunctionError, log }
}

describe('a function', () => {
  test('gets the event and the context, and stays warm', async () => {
    const name = await functionOf('echo')
    const first = await invoke(name, { n: 1 })
    const second = await invoke(name, { n: 2 })
    expect(first).toMatchObject({
      result: { event: { n: 1 }, calls: 1, arn: expect.stringMatching(`:function:${name}$`) },
    })
    expect(second).toMatchObject({ result: { event: { n: 2 }, calls: 2 } })
    expect(second.result.request).not.toBe(first.result.request)
  })

  test("sees Lambda's environment and its own variables, and nothing of the cloud's", async () => {
    process.env.SECRET_OF_THE_CLOUD = 'yes'
    const { result } = await invoke(
      await functionOf('look', { Timeout: 9, MemorySize: 256, Environment: { Variables: { MINE: 'x' } } }),
    )
    expect(result.env).toMatchObject({
      MINE: 'x',
      AWS_REGION: 'us-west-2',
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    })
    expect(result.env).not.toHaveProperty('SECRET_OF_THE_CLOUD')
    expect(result.left).toBeGreaterThan(8000)
    expect(cloud.iam.principalOf(result.env.AWS_ACCESS_KEY_ID)?.principal.roleArn).toBe(role)
  })

  test('has its own code again after an update, in a new environment', async () => {
    const FunctionName = await functionOf('echo')
    await invoke(FunctionName)
    const ZipFile = zipOf({ 'index.mjs': 'export const echo = async () => "new"' })
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }))
    expect((await invoke(FunctionName)).result).toBe('new')
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Handler: 'index.gone' }))
    expect((await invoke(FunctionName)).result.errorType).toBe('Runtime.HandlerNotFound')
  })

  test('answers null for nothing', async () => {
    expect((await invoke(await functionOf('nothing'))).result).toBeNull()
  })

  test('takes itself for the main thread', async () => {
    const { result } = await invoke(await functionOf('threads'))
    expect(result).toEqual({ isMainThread: true, parentPort: null, workerData: null, threadId: 0 })
  })

  test('is ended for the memory it takes also between invocations', async () => {
    const { result: pid } = await invoke(await functionOf('hoard'))
    await until(() => !isAlive(pid))
  })

  test('takes what it has started with it when it is replaced', async () => {
    const FunctionName = await functionOf('start')
    const { result: pid } = await invoke(FunctionName)
    expect(isAlive(pid)).toBe(true)
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Handler: 'index.echo' }))
    await until(() => !isAlive(pid))
  })

  test('tells the lines of its source where it asks for them', async () => {
    const source = 'interface Wide {\n  on: string\n}\nexport const fail = async () => {\n  throw new Error("here")\n}'
    const options = { loader: 'ts', sourcemap: 'inline', sourcefile: 'original.ts', minify: true } as const
    const { code: text } = await transform(source, options)
    await stop()
    const Variables = { NODE_OPTIONS: '--enable-source-maps' }
    const Code = { ZipFile: zipOf({ 'index.mjs': text }) }
    const { result } = await invoke(await functionOf('fail', { Code, Environment: { Variables } }))
    expect(result.trace.join('\n')).toContain('original.ts:5:')
  })

  test('may take a callback before Node 24, and not from then on', async () => {
    expect((await invoke(await functionOf('old', { Runtime: 'nodejs22.x' }))).result).toBe('called back')
    expect((await invoke(await functionOf('old'))).result.errorType).toBe('Runtime.CallbackHandlerDeprecated')
  })
})

const outOfMemory = {
  errorType: 'Runtime.ExitError',
  errorMessage: expect.stringMatching(/Runtime exited with error: signal: (killed|aborted)/),
}

describe('a failing function', () => {
  test.each<readonly [string, object]>([
    [
      'fail',
      {
        errorType: 'OutOfReach',
        errorMessage: 'too far',
        trace: expect.arrayContaining([expect.stringContaining('too far')]),
      },
    ],
    ['throwText', { errorType: 'string', errorMessage: 'only text', trace: [] }],
    ['reject', { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: forgotten' }],
    [
      'exit',
      {
        errorType: 'Runtime.ExitError',
        errorMessage: expect.stringMatching(/^RequestId: \S{36} Error: Runtime exited with error: exit status 3$/),
      },
    ],
    ['kill', { errorType: 'Runtime.ExitError' }],
    ...['eat', 'fillMap', 'fillArray', 'buffer'].map((handler) => [handler, outOfMemory] as const),
    ['bigError', { errorType: 'Function.ResponseSizeTooLarge' }],
    ['big', { errorType: 'Function.ResponseSizeTooLarge' }],
    ['circular', { errorType: 'Error', errorMessage: 'Unable to stringify response body' }],
    ['number', { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.number is not a function' }],
  ])('says what became of it: %s', async (handler, expected) => {
    const name = await functionOf(handler, { Timeout: 20 })
    const { error, result } = await invoke(name)
    expect(error).toBe('Unhandled')
    expect(result).toMatchObject(expected)
  })

  test.each([
    ['broken.x', 'Runtime.UserCodeSyntaxError'],
    ['lost.x', 'Runtime.ImportModuleError'],
    ['missing.x', 'Runtime.ImportModuleError'],
    ['index', 'Runtime.MalformedHandlerName'],
  ])('that can not be loaded says why: %s', async (Handler, errorType) => {
    expect((await invoke(await functionOf('', { Handler }))).result.errorType).toBe(errorType)
  })

  test('ends with the cloud, however that died, even in an endless loop', async () => {
    const script = join(import.meta.dirname, 'doomed-parent.ts')
    const parent = spawn(process.execPath, [script, cloud.folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [text] = await once(parent.stdout, 'data')
    const pid = Number(text)
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    await until(() => !isAlive(pid))
  })

  test('is ended at its timeout by the wall clock, and starts anew', async () => {
    const FunctionName = await functionOf('hang', { Timeout: 1 })
    const startedAt = performance.now()
    const { result, log } = await invoke(FunctionName)
    expect(performance.now() - startedAt).toBeGreaterThan(990)
    expect(result.errorType).toBe('Sandbox.Timedout')
    expect(result.errorMessage).toMatch(/^RequestId: \S{36} Error: Task timed out after 1\.00 seconds$/)
    expect(log).toContain('Status: timeout')
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Handler: 'index.echo' }))
    expect((await invoke(FunctionName)).result.calls).toBe(1)
  })
})

describe('the log of a function', () => {
  test("has Lambda's lines around the function's", async () => {
    const name = await functionOf('talk')
    const { log } = await invoke(name)
    expect(log).toMatch(
      /START RequestId: (\S+) Version: \$LATEST\n.*\t\1\tINFO\ta thing { at: 1 }\n{"level":"WARN","n":2}\nok\nEND RequestId: \1\nREPORT RequestId: \1\tDuration: /s,
    )
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({
        logGroupName: `/aws/lambda/${name}`,
        filterPattern: '{ $.level = "WARN" && $.n >= 2 }',
      }),
    )
    expect(events.map(({ message }) => message)).toEqual(['{"level":"WARN","n":2}\n'])
  })
})

test('the tail of a log is its last 4 KiB, however much is written at once', () => {
  const log = new FunctionLog(new Date(), () => {})
  log.output(`${'x\n'.repeat(200_000)}end\n`, false)
  expect(log.tail).toHaveLength(4096)
  expect(log.tail.endsWith('x\nend\n')).toBe(true)
})

test('an environment that is ended while its process starts keeps nobody waiting', async () => {
  const booting = Promise.withResolvers<void>()
  const runtime = { booted: booting.promise, busy() {}, listen() {}, tell() {}, end: () => Promise.resolve() }
  const lambda = { runtime: 'nodejs24.x', timeoutSeconds: 900, memoryMegabytes: 128 } as LambdaFunction
  const setting = { variables: {}, expiration: new Date() }
  const log = new FunctionLog(new Date(), () => {})
  const environment = new Environment(lambda, runtime as unknown as RuntimeProcess, log, setting)
  const outcome = environment.invoke('one', '{}')
  await environment.end()
  booting.resolve()
  expect(JSON.parse((await outcome).payload)).toMatchObject({ errorType: 'Runtime.ExitError' })
})

describe('concurrency', () => {
  test('one environment runs one invocation at a time', async () => {
    const name = await functionOf('wait')
    const outcomes = await Promise.all([1, 2, 3].map(() => invoke(name, { milliseconds: 400 })))
    expect(outcomes.map(({ result }) => result)).toEqual([1, 1, 1])
  })

  test('idle environments give way to busy ones, however much they are used', async () => {
    const name = await functionOf('wait')
    for (let call = 1; call <= 10; call++) expect((await invoke(name, { milliseconds: 1 })).result).toBe(call)
    const busy = await functionOf('nap')
    await Promise.all(Array.from({ length: environmentsKept }, () => invoke(busy)))
    expect((await invoke(name, { milliseconds: 1 })).result).toBe(1)
  })

  test('that is reserved is a limit', async () => {
    const FunctionName = await functionOf('wait')
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 1 }))
    const first = invoke(FunctionName, { milliseconds: 700 })
    await until(
      async () =>
        (await invoke(FunctionName, { milliseconds: 1 }).catch((error) => error)).name === 'TooManyRequestsException',
    )
    await expect(invoke(FunctionName)).rejects.toMatchObject({
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      $metadata: { httpStatusCode: 429 },
    })
    await first
  })

  test('that is reserved holds also for calls that come together', async () => {
    const FunctionName = await functionOf('nap')
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 1 }))
    const calls = await Promise.allSettled([1, 2, 3, 4].map(() => invoke(FunctionName)))
    expect(calls.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('the request id', () => {
  test("of an invocation is the function's", async () => {
    const FunctionName = await functionOf('nap')
    const { $metadata, Payload } = await lambda.send(new InvokeCommand({ FunctionName }))
    expect(JSON.parse(Payload?.transformToString() ?? '')).toBe($metadata.requestId)
  })

  test('of an event is that of every try', async () => {
    const FunctionName = await functionOf('fail')
    const { $metadata } = await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event' }))
    const starts = async () => {
      const wanted = { logGroupName: `/aws/lambda/${FunctionName}`, filterPattern: '"START RequestId"' }
      const { events = [] } = await logs.send(new FilterLogEventsCommand(wanted)).catch(() => ({ events: [] }))
      return events.map(({ message = '' }) => message.split(' ')[2])
    }
    await until(async () => (await starts()).length === 3)
    expect(new Set(await starts())).toEqual(new Set([$metadata.requestId]))
  })
})

describe('a function whose role stopped trusting Lambda', () => {
  const untrusted = async (handler: string) => {
    const RoleArn = await roleFor('lambda.amazonaws.com')
    const RoleName = RoleArn.split('/').at(-1)
    const FunctionName = await functionOf(handler, { Role: RoleArn })
    const Statement = [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }]
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }))
    return FunctionName
  }

  test('does not start', async () => {
    await expect(invoke(await untrusted('echo'))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: 'The role defined for the function cannot be assumed by Lambda.',
    })
  })
})

describe('the API', () => {
  test('describes, lists, tags and deletes functions', async () => {
    const FunctionName = await functionOf('echo', { Description: 'says it again', Tags: { team: 'blue' } })
    const { Configuration, Tags } = await lambda.send(new GetFunctionCommand({ FunctionName }))
    expect(Configuration).toMatchObject({
      FunctionName,
      Description: 'says it again',
      Timeout: 3,
      MemorySize: 128,
      State: 'Active',
      CodeSize: code.byteLength,
      LoggingConfig: { LogGroup: `/aws/lambda/${FunctionName}` },
    })
    expect(Tags).toEqual({ team: 'blue' })
    await lambda.send(new TagResourceCommand({ Resource: Configuration?.FunctionArn, Tags: { stage: 'x' } }))
    expect((await lambda.send(new GetFunctionCommand({ FunctionName }))).Tags).toEqual({ team: 'blue', stage: 'x' })
    const names = []
    let Marker: string | undefined
    do {
      const page = await lambda.send(new ListFunctionsCommand({ Marker, MaxItems: 3 }))
      names.push(...(page.Functions ?? []).map((each) => each.FunctionName))
      Marker = page.NextMarker
    } while (Marker)
    expect(names).toContain(FunctionName)
    expect(new Set(names).size).toBe(cloud.lambda.entries.size)
    await lambda.send(new DeleteFunctionCommand({ FunctionName }))
    await expect(invoke(FunctionName)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: ${Configuration?.FunctionArn}`,
      $metadata: { httpStatusCode: 404 },
    })
  })

  test.each<[string, Partial<CreateFunctionCommandInput>, string, string]>([
    [
      'no zip',
      { Code: { ZipFile: Buffer.from('no zip') } },
      'InvalidParameterValueException',
      'Could not unzip uploaded file',
    ],
    [
      'a zip that leads outside',
      { Code: { ZipFile: zipOf({ '../outside.mjs': '' }) } },
      'InvalidParameterValueException',
      'Could not unzip uploaded file',
    ],
    [
      'reserved variables',
      { Environment: { Variables: { AWS_REGION: 'x' } } },
      'InvalidParameterValueException',
      'Reserved keys used in this request: AWS_REGION',
    ],
    [
      'a timeout of an hour',
      { Timeout: 3600 },
      'ValidationException',
      "Value '3600' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
    ],
    ['no handler', { Handler: undefined }, 'InvalidParameterValueException', 'Runtime and Handler are mandatory'],
    [
      'layers',
      { Layers: ['arn:aws:lambda:us-west-2:123456789012:layer:x:1'] },
      'InvalidParameterValueException',
      'Layers is not supported by this cloud.',
    ],
    ['another language', { Runtime: 'python3.13' }, 'InvalidParameterValueException', 'python3.13 is not supported'],
  ])('refuses %s', async (_, settings, name, message) => {
    await expect(functionOf('echo', settings)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    })
  })

  test('refuses a role that Lambda may not assume, and one it does not know yet', async () => {
    const message = 'The role defined for the function cannot be assumed by Lambda.'
    await expect(functionOf('echo', { Role: await roleFor('ec2.amazonaws.com') })).rejects.toMatchObject({ message })
    await expect(functionOf('echo', { Role: role.replace(/role-\d+$/, 'nobody') })).rejects.toMatchObject({ message })
  })

  test('refuses a dead-letter queue that the role may not send to', async () => {
    const DeadLetterConfig = { TargetArn: 'arn:aws:sqs:us-west-2:123456789012:others' }
    const RoleName = role.split('/').at(-1)
    const deny = { Effect: 'Deny', Action: 'sqs:*', Resource: DeadLetterConfig.TargetArn }
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [deny] })
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'not-others', PolicyDocument }))
    await expect(functionOf('echo', { DeadLetterConfig })).rejects.toMatchObject({
      message: 'The provided execution role does not have permissions to call SendMessage on SQS',
    })
  })

  test('refuses a second function of the same name', async () => {
    const FunctionName = await functionOf('echo')
    await expect(functionOf('echo', { FunctionName })).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: `Function already exist: ${FunctionName}`,
    })
  })

  test('makes one of two functions of the same name that come together', async () => {
    const FunctionName = `twin-${++counter}`
    const both = await Promise.allSettled([functionOf('echo', { FunctionName }), functionOf('nap', { FunctionName })])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { name: 'ResourceConflictException', $metadata: { httpStatusCode: 409 } },
    })
  })

  test('loses no change of a configuration to one of the code that comes together with it', async () => {
    const FunctionName = await functionOf('echo')
    const ZipFile = zipOf({ 'index.mjs': 'export const echo = async () => "new"' })
    await Promise.all([
      lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile })),
      lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, MemorySize: 256 })),
    ])
    const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName }))
    expect(Configuration).toMatchObject({ MemorySize: 256, CodeSize: ZipFile.byteLength })
  })

  test('brings no function back that is deleted while its code changes', async () => {
    const FunctionName = await functionOf('echo')
    await Promise.allSettled([
      lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: code })),
      lambda.send(new DeleteFunctionCommand({ FunctionName })),
    ])
    await expect(lambda.send(new GetFunctionCommand({ FunctionName }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })

  test('keeps the code that functions have, and what still runs of the code before', async () => {
    const before = codeFolders()
    const added = () => [...codeFolders()].filter((name) => !before.has(name))
    const FunctionName = await functionOf('nap')
    const [first] = added()
    const running = cloud.lambda.invoke(FunctionName, '{}')
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: code, DryRun: true }))
    expect(added()).toEqual([first])
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: code }))
    expect(added()).toContain(first)
    expect((await running).functionError).toBeUndefined()
    await until(() => added().length === 1)
    expect(added()).not.toContain(first)
    await lambda.send(new DeleteFunctionCommand({ FunctionName }))
    await until(() => added().length === 0)
  })

  test('keeps a resource policy of statements', async () => {
    const FunctionName = await functionOf('echo')
    await expect(lambda.send(new GetPolicyCommand({ FunctionName }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    const SourceArn = 'arn:aws:events:us-west-2:123456789012:rule/r'
    const permission = {
      FunctionName,
      StatementId: 's',
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn,
    }
    await lambda.send(new AddPermissionCommand(permission))
    const both = { StatementId: 'both', SourceAccount: '123456789012', PrincipalOrgID: 'o-a1b2c3d4e5' }
    await lambda.send(new AddPermissionCommand({ ...permission, ...both }))
    await expect(lambda.send(new AddPermissionCommand(permission))).rejects.toMatchObject({
      name: 'ResourceConflictException',
    })
    const { Policy = '' } = await lambda.send(new GetPolicyCommand({ FunctionName }))
    expect(JSON.parse(Policy).Statement).toEqual([
      {
        Sid: 's',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'lambda:InvokeFunction',
        Resource: cloud.lambda.arnOf(FunctionName),
        Condition: { ArnLike: { 'AWS:SourceArn': SourceArn } },
      },
      expect.objectContaining({
        Sid: 'both',
        Condition: {
          ArnLike: { 'AWS:SourceArn': SourceArn },
          StringEquals: { 'AWS:SourceAccount': '123456789012', 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        },
      }),
    ])
    await lambda.send(new RemovePermissionCommand({ FunctionName, StatementId: 's' }))
    await expect(lambda.send(new RemovePermissionCommand({ FunctionName, StatementId: 's' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })

  test('takes JSON only, up to 6 MB', async () => {
    const FunctionName = await functionOf('echo')
    await expect(lambda.send(new InvokeCommand({ FunctionName, Payload: '{no' }))).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
    })
    await expect(
      lambda.send(new InvokeCommand({ FunctionName, Payload: `"${'x'.repeat(6 * 2 ** 20)}"` })),
    ).rejects.toMatchObject({ name: 'RequestTooLargeException', $metadata: { httpStatusCode: 413 } })
  })

  test('runs events later, and again by the clock after errors', async () => {
    const FunctionName = await functionOf('fail')
    const { StatusCode } = await lambda.send(
      new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: '{}' }),
    )
    expect(StatusCode).toBe(202)
    const runs = () =>
      logs
        .send(new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${FunctionName}`, filterPattern: 'END' }))
        .then(({ events = [] }) => events.length)
        .catch(() => 0)
    await until(async () => (await runs()) === 3)
  })

  test('hands an event that fails for good to the dead-letter queue, with the reason', async () => {
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'dead-letters' }))
    const TargetArn = 'arn:aws:sqs:us-west-2:123456789012:dead-letters'
    const FunctionName = await functionOf('fail', { DeadLetterConfig: { TargetArn } })
    await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: '{"n":1}' }))
    const receive = new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] })
    let messages: Message[] = []
    await until(async () => {
      messages = (await sqs.send(receive)).Messages ?? []
      return messages.length > 0
    })
    expect(messages).toMatchObject([
      { Body: '{"n":1}', MessageAttributes: { ErrorMessage: { StringValue: 'too far' } } },
    ])
  })
})
