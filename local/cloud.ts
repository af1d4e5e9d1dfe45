import type { CallLog } from './call-log.ts'
import type { Clock } from './clock.ts'
import type { Latencies } from './latencies.ts'
import type { AutoScalingState } from './services/auto-scaling/state.ts'
import type { CloudWatchState } from './services/cloudwatch/state.ts'
import type { DynamoDbState } from './services/dynamodb/state.ts'
import type { Ec2State } from './services/ec2/state.ts'
import type { ElasticLoadBalancingState } from './services/elastic-load-balancing/state.ts'
import type { EventsState } from './services/events/state.ts'
import type { Principal } from './services/iam/principal.ts'
import type { IamState } from './services/iam/state.ts'
import type { LambdaState } from './services/lambda/state.ts'
import type { LogsState } from './services/logs/state.ts'
import type { S3State } from './services/s3/state.ts'
import type { SchedulerState } from './services/scheduler/state.ts'
import type { SqsState } from './services/sqs/state.ts'
import type { SsmState } from './services/ssm/state.ts'
import type { StatesState } from './services/states/state.ts'
import type { TagStore } from './tags.ts'

/** One account in one region of the local cloud: its clock, its services' state, and how they reach each other. */
export interface Cloud {
  readonly account: string
  readonly region: string
  /** The Availability Zones of the region, such as `us-west-2a`. */
  readonly zones: readonly string[]
  readonly clock: Clock
  readonly latencies: Latencies
  /** `http://127.0.0.1:<port>`, what clients take as `AWS_ENDPOINT_URL`. */
  readonly endpoint: string
  /** A folder of this cloud alone, removed when it closes. */
  readonly folder: string
  /** The Python interpreter that stands in for virtual environments which `runcmd` would have made. */
  readonly python: string
  /** Idle environments of Lambda functions that are kept, whatever the number of functions. */
  readonly warmEnvironments: number
  /** The folder in which Node keeps what it has compiled of the functions' code. */
  readonly compileCache: string
  readonly tags: TagStore
  readonly calls: CallLog

  readonly autoScaling: AutoScalingState
  readonly cloudWatch: CloudWatchState
  readonly dynamoDb: DynamoDbState
  readonly ec2: Ec2State
  readonly elasticLoadBalancing: ElasticLoadBalancingState
  readonly events: EventsState
  readonly iam: IamState
  readonly lambda: LambdaState
  readonly logs: LogsState
  readonly s3: S3State
  readonly scheduler: SchedulerState
  readonly sqs: SqsState
  readonly ssm: SsmState
  readonly states: StatesState

  /**
   * Calls an operation as `principal` without HTTP: authorized, recorded and answered as over the wire.
   * Service by its signing name: `invoke(principal, 'lambda', 'Invoke', input)`. Throws AwsError.
   */
  invoke<Output = Record<string, unknown>>(
    principal: Principal,
    signingName: string,
    operation: string,
    input: unknown,
  ): Promise<Output>
  /** Tells whoever started the cloud about something worth a line, such as a crashed server. */
  note(line: string): void
  /** The same of what this machine lacks for instances to run: they would fail one after the other. */
  failed(error: Error): void
  /** Stops processes, balancers, executions and timers, and frees every port. */
  close(): Promise<void>
}
