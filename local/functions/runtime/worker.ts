/** Runs in a thread of its own: an execution environment as a function sees it, after Lambda's runtime for Node. */
import { enableCompileCache, flushCompileCache, syncBuiltinESMExports } from 'node:module'
import { getHeapStatistics } from 'node:v8'
import type { MessagePort } from 'node:worker_threads'
import type { FromEnvironment, FunctionError, Invocation, ToEnvironment } from '../messages.ts'
import { captureOutput, markLinesWith, writeError } from './console.ts'
import { errorLogOf, errorResponseOf, isTooLarge, RuntimeError, tooLarge } from './error-response.ts'
import { call, type Handler, loadHandler } from './handler.ts'

/** Modules of Node that about every function uses: a third of a cold start, spent before there is anything to start. */
const usual = ['https', 'crypto', 'fs/promises', 'os', 'stream', 'util', 'zlib', 'console']

let handler: Handler

const threads = process.getBuiltinModule('worker_threads')
const supervisor: MessagePort = threads.workerData.supervisor
// As in Lambda, a function takes itself for the main thread, and finds no way to the supervisor.
Object.assign(threads, { isMainThread: true, parentPort: null, threadId: 0, workerData: null })
syncBuiltinESMExports()

const tell = (message: FromEnvironment) => supervisor.postMessage(message)

async function initialize({ folder, handler: name, environment }: ToEnvironment & { type: 'initialize' }) {
  for (const key of Object.keys(process.env)) delete process.env[key]
  Object.assign(process.env, environment)
  // The flag itself could only be given to the start of Node, before it is known which function it is for.
  if (environment.NODE_OPTIONS?.includes('--enable-source-maps')) process.setSourceMapsEnabled(true)
  try {
    handler = await loadHandler(folder, name)
    tell({ type: 'initialized' })
  } catch (error) {
    writeError(`Uncaught Exception \t${errorLogOf(error)}`)
    tell({ type: 'initialization-failed', error: errorResponseOf(error) })
  }
}

async function invoke(invocation: Invocation) {
  process.env._X_AMZN_TRACE_ID = invocation.traceId
  markLinesWith(invocation.requestId)
  try {
    const result = await call(handler, JSON.parse(invocation.event), contextOf(invocation))
    const payload = serialized(result)
    if (isTooLarge(payload)) fail(tooLarge)
    else tell({ type: 'succeeded', payload, memoryBytes: memoryBytes() })
  } catch (error) {
    writeError(`Invoke Error \t${errorLogOf(error)}`)
    fail(errorResponseOf(error))
  }
  keepCompiled()
}

function fail(error: FunctionError) {
  tell({ type: 'failed', error, memoryBytes: memoryBytes() })
}

let kept = false

/** Writes what V8 has compiled to Node's cache once, when the answer is out, since this process will be killed, not exit. */
function keepCompiled() {
  if (!kept) flushCompileCache()
  kept = true
}

function contextOf({ requestId, functionArn, deadline }: Invocation) {
  const { env } = process
  return {
    awsRequestId: requestId,
    invokedFunctionArn: functionArn,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  }
}

function serialized(result: unknown): string {
  try {
    return JSON.stringify(result) ?? 'null'
  } catch {
    throw new Error('Unable to stringify response body')
  }
}

function memoryBytes(): number {
  const { used_heap_size, external_memory } = getHeapStatistics()
  return used_heap_size + external_memory
}

function crash(error: unknown) {
  writeError(`Uncaught Exception \t${errorLogOf(error)}`)
  tell({ type: 'crashed', error: errorResponseOf(error) })
  process.exit(129)
}

process.on('uncaughtException', crash)
process.on('unhandledRejection', (reason) => crash(new RuntimeError('UnhandledPromiseRejection', String(reason))))

captureOutput((text, record) => tell({ type: 'output', text, record }))
enableCompileCache(process.argv[2])
for (const name of usual) process.getBuiltinModule(name)
// An `import` of `http` reads all its names, and for these loads a second HTTP client: a tenth of a cold start.
const http = process.getBuiltinModule('http')
for (const name of ['WebSocket', 'CloseEvent', 'MessageEvent']) Reflect.deleteProperty(http, name)
supervisor.on('message', (message: ToEnvironment) => {
  void (message.type === 'initialize' ? initialize(message) : invoke(message.invocation))
})
tell({ type: 'booted' })
