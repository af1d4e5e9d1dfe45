import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CallLog } from './call-log.ts'
import { type Clock, ScaledClock } from './clock.ts'
import type { Cloud } from './cloud.ts'
import { answer } from './front-door/answer.ts'
import { perform } from './front-door/perform.ts'
import { listen, portOf } from './front-door/server.ts'
import { environmentsKept } from './functions/warm-environments.ts'
import { type Latencies, latencies } from './latencies.ts'
import { protocols } from './protocols/index.ts'
import { AutoScalingState } from './services/auto-scaling/state.ts'
import { CloudWatchState } from './services/cloudwatch/state.ts'
import { DynamoDbState } from './services/dynamodb/state.ts'
import { Ec2State } from './services/ec2/state.ts'
import { ElasticLoadBalancingState } from './services/elastic-load-balancing/state.ts'
import { EventsState } from './services/events/state.ts'
import type { Principal } from './services/iam/principal.ts'
import { IamState } from './services/iam/state.ts'
import { services } from './services/index.ts'
import { LambdaState } from './services/lambda/state.ts'
import { LogsState } from './services/logs/state.ts'
import { S3State } from './services/s3/state.ts'
import { SchedulerState } from './services/scheduler/state.ts'
import { SqsState } from './services/sqs/state.ts'
import { SsmState } from './services/ssm/state.ts'
import { StatesState } from './services/states/state.ts'
import { TagStore } from './tags.ts'

export interface CloudOptions {
  /** 0, the default, takes a free port. */
  port?: number
  /** Cloud seconds per wall second; ignored when a clock is given. */
  speed?: number
  clock?: Clock
  /** Overrides of the default latencies, in cloud seconds. */
  latencies?: Partial<Latencies>
  /** The Python interpreter for instances; `python3` by default. */
  python?: string
  /** Environments of Lambda functions, each of some 35 MB, above which idle ones are ended; `environmentsKept` by default. */
  warmEnvironments?: number
  /** Where Node keeps what it has compiled of the functions' code; gone with the cloud by default. */
  compileCache?: string
  /** Wall milliseconds by which the answers of a service are late, by its signing name; none by default. */
  delayMilliseconds?: Readonly<Record<string, number>>
  /** Told about crashed servers and defects; silent by default. */
  note?: (line: string) => void
  /** Told of what this machine lacks for instances to run, such as disk space; a note by default. */
  failed?: (error: Error) => void
}

const account = '123456789012'
const region = 'us-west-2'
const zones = ['a', 'b', 'c', 'd'].map((letter) => region + letter)

/** Starts a cloud of one account in one region on loopback. Rejects when the port is taken. */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const folder = await mkdtemp(join(tmpdir(), 'local-cloud-'))
  const cloud = new LocalCloud(options, folder)
  try {
    await cloud.open(options.port ?? 0)
  } catch (error) {
    await cloud.close()
    throw error
  }
  return cloud
}

/** A part of the cloud that holds processes, sockets or timers of its own. */
interface Closable {
  close?(): void | Promise<void>
}

class LocalCloud implements Cloud {
  readonly account = account
  readonly region = region
  readonly zones = zones
  readonly clock: Clock
  readonly latencies: Latencies
  readonly folder: string
  readonly python: string
  readonly warmEnvironments: number
  readonly compileCache: string
  readonly tags = new TagStore()
  readonly calls = new CallLog()
  readonly note: (line: string) => void
  readonly failed: (error: Error) => void
  endpoint = ''

  readonly iam: IamState = new IamState(this)
  readonly dynamoDb: DynamoDbState = new DynamoDbState(this)
  readonly ec2: Ec2State = new Ec2State(this)
  readonly elasticLoadBalancing: ElasticLoadBalancingState = new ElasticLoadBalancingState(this)
  readonly autoScaling: AutoScalingState = new AutoScalingState(this)
  readonly ssm: SsmState = new SsmState(this)
  readonly logs: LogsState = new LogsState(this)
  readonly lambda: LambdaState = new LambdaState(this)
  readonly states: StatesState = new StatesState(this)
  readonly sqs: SqsState = new SqsState(this)
  readonly events: EventsState = new EventsState(this)
  readonly scheduler: SchedulerState = new SchedulerState(this)
  readonly s3: S3State = new S3State(this)
  readonly cloudWatch: CloudWatchState = new CloudWatchState(this)
  #server: Server | undefined
  readonly #delays: Readonly<Record<string, number>>

  constructor(options: CloudOptions, folder: string) {
    this.clock = options.clock ?? new ScaledClock(options.speed ?? 1)
    this.latencies = { ...latencies, ...options.latencies }
    this.#delays = options.delayMilliseconds ?? {}
    this.python = options.python ?? 'python3'
    this.warmEnvironments = options.warmEnvironments ?? environmentsKept
    this.note = options.note ?? (() => {})
    this.failed = options.failed ?? (({ message }) => this.note(message))
    this.folder = folder
    this.compileCache = options.compileCache ?? join(folder, 'compiled')
  }

  async open(port: number) {
    this.logs.onMessage((_group, _stream, { message }) => this.cloudWatch.ingest(message))
    this.#server = await listen(port, (request) => answer(this, services, request, this.#delays))
    this.endpoint = `http://127.0.0.1:${portOf(this.#server)}`
  }

  async invoke<Output>(principal: Principal, signingName: string, operation: string, input: unknown): Promise<Output> {
    const service = services.get(signingName)
    if (!service) throw new Error(`no service ${signingName}`)
    const call = { cloud: this, principal, requestId: randomUUID() }
    const { refusals } = protocols[service.protocol]
    return (await perform(service, operation, (input ?? {}) as Record<string, unknown>, call, refusals)) as Output
  }

  /** Executions first, since they start what the rest then stops. */
  async close() {
    const parts: object[] = [
      this.states,
      this.scheduler,
      this.events,
      this.lambda,
      this.autoScaling,
      this.elasticLoadBalancing,
      this.ec2,
      this.ssm,
      this.dynamoDb,
      this.sqs,
      this.s3,
      this.logs,
      this.cloudWatch,
      this.iam,
    ]
    for (const part of parts) await (part as Closable).close?.()
    this.clock.stop()
    this.#server?.closeAllConnections()
    await new Promise<void>((resolve) => (this.#server ? this.#server.close(() => resolve()) : resolve()))
    await rm(this.folder, { recursive: true, force: true })
  }
}
