import { randomUUID } from 'node:crypto'
import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import type { Outcome } from '../../functions/environment.ts'
import { Functions } from '../../functions/functions.ts'
import { AsynchronousInvocations } from './asynchronous-invocations.ts'
import type { CodeArchive } from './code-archive.ts'
import { CodeFolders } from './code-folders.ts'
import { concurrencyLimit } from './concurrency-limit.ts'
import type { DeployedFunction, FunctionEntry } from './deployed-function.ts'
import { functionNameOf } from './function-name.ts'
import { checkJson, checkRequestSize } from './request-limits.ts'

/** What a function has unless it is said otherwise. Source: CreateFunction, Lambda API Reference. */
const defaults = {
  runtime: 'nodejs24.x',
  description: '',
  environment: {},
  timeoutSeconds: 3,
  memoryMegabytes: 128,
  architectures: ['x86_64'],
  tracingMode: 'PassThrough',
  ephemeralStorageMegabytes: 512,
  logFormat: 'Text',
  codeSha256: '',
  codeBytes: 0,
} as const

type Settings = Omit<DeployedFunction, keyof typeof defaults | 'arn' | 'logGroup' | 'lastModified' | 'revisionId'> &
  Partial<DeployedFunction>

/** Lambda functions and their invocations. */
export class LambdaState {
  readonly cloud: Cloud
  readonly entries = new Map<string, FunctionEntry>()
  readonly #functions: Functions
  readonly #asynchronous: AsynchronousInvocations
  readonly #folders: CodeFolders

  constructor(cloud: Cloud) {
    this.cloud = cloud
    this.#functions = new Functions(cloud)
    this.#asynchronous = new AsynchronousInvocations(cloud)
    this.#folders = new CodeFolders(cloud)
  }

  /**
   * Unpacks a deployment package and registers the function that `settingsWith` makes of it; should that throw, nothing of
   * the package is left.
   */
  async deploy(
    { files, ...identity }: CodeArchive,
    settingsWith: (code: Pick<DeployedFunction, 'folder' | 'codeSha256' | 'codeBytes'>) => Settings,
  ): Promise<DeployedFunction> {
    const folder = await this.#folders.write(files)
    try {
      return this.register(settingsWith({ folder, ...identity }))
    } catch (error) {
      this.#folders.discard(folder)
      throw error
    }
  }

  /** Adds a function whose code lies in a folder already, or replaces one of that name. */
  register(settings: Settings): DeployedFunction {
    const { name } = settings
    const deployed: DeployedFunction = {
      ...defaults,
      arn: this.arnOf(name),
      logGroup: `/aws/lambda/${name}`,
      ...settings,
      lastModified: this.cloud.clock.now(),
      revisionId: randomUUID(),
    }
    const entry = this.entries.get(name)
    if (entry) this.#replace(entry, deployed)
    else this.entries.set(name, { deployed, policy: new Map() })
    return deployed
  }

  /** Runs a function and waits for it. */
  async invoke(nameOrArn: string, payload: string, requestId?: string): Promise<Outcome> {
    const { deployed, reservedConcurrency } = this.entry(nameOrArn)
    checkRequestSize(payload, 'RequestResponse')
    checkJson(payload)
    this.#checkConcurrency(deployed, reservedConcurrency)
    return this.#functions.invoke(deployed, payload || '{}', requestId)
  }

  /** Queues an asynchronous invocation: errors are retried, and what fails for good goes to the dead-letter queue. */
  invokeLater(nameOrArn: string, payload: string, requestId: string) {
    const { deployed } = this.entry(nameOrArn)
    checkRequestSize(payload, 'Event')
    checkJson(payload)
    this.#asynchronous.add(deployed, payload, requestId)
  }

  /** Starts what the first cold start would wait for. */
  async standBy() {
    const sizes = [...this.entries.values()].map(({ deployed }) => deployed.memoryMegabytes)
    const [usual] = sizes.sort((a, b) => countOf(sizes, b) - countOf(sizes, a))
    if (usual !== undefined) await this.#functions.standBy(usual)
  }

  /** A function by its name, partial ARN or ARN. Throws ResourceNotFoundException. */
  entry(nameOrArn: string): FunctionEntry {
    const { name, qualifier = '$LATEST' } = functionNameOf(nameOrArn)
    const entry = this.entries.get(name)
    if (entry && qualifier === '$LATEST') return entry
    const suffix = qualifier === '$LATEST' ? '' : `:${qualifier}`
    throw new AwsError('ResourceNotFoundException', `Function not found: ${this.arnOf(name)}${suffix}`, 404, {
      Type: 'User',
    })
  }

  remove(name: string) {
    const entry = this.entry(name)
    this.#functions.drop(entry.deployed)
    this.entries.delete(entry.deployed.name)
    this.#discard(entry.deployed.folder)
    this.cloud.tags.forget(entry.deployed.arn)
  }

  arnOf(name: string): string {
    return `arn:aws:lambda:${this.cloud.region}:${this.cloud.account}:function:${name}`
  }

  /** What is left for functions without a reservation of their own. */
  get unreservedConcurrency(): number {
    const reserved = [...this.entries.values()].map(({ reservedConcurrency = 0 }) => reservedConcurrency)
    return concurrencyLimit - reserved.reduce((sum, each) => sum + each, 0)
  }

  async close() {
    this.#asynchronous.close()
    await this.#functions.close()
  }

  #replace(entry: FunctionEntry, deployed: DeployedFunction) {
    const { deployed: former } = entry
    this.#functions.drop(former)
    entry.deployed = deployed
    if (former.folder !== deployed.folder) this.#discard(former.folder)
  }

  #discard(folder: string) {
    this.#folders.discard(folder, this.#functions.settled(folder))
  }

  #checkConcurrency({ arn }: DeployedFunction, reserved: number | undefined) {
    if (reserved !== undefined && this.#functions.running(arn) >= reserved)
      throw throttled('ReservedFunctionConcurrentInvocationLimitExceeded')
    if (this.#functions.running() >= concurrencyLimit) throw throttled('ConcurrentInvocationLimitExceeded')
  }
}

function throttled(Reason: string): AwsError {
  return new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason, Type: 'User' })
}

function countOf(values: readonly number[], value: number): number {
  return values.filter((each) => each === value).length
}
