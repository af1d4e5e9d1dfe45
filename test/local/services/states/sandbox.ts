import {
  CreateStateMachineCommand,
  type CreateStateMachineCommandInput,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn'
import type { State } from '../../../../local/asl/definition.ts'
import { ManualClock } from '../../../../local/clock.ts'
import type { Cloud } from '../../../../local/cloud.ts'
import { startCloud } from '../../../../local/start.ts'

interface Statement {
  Effect: 'Allow' | 'Deny'
  Action: string | string[]
  Resource: string | string[]
}

const administrator = { arn: 'arn:aws:iam::123456789012:user/local', userId: 'local' }
const everything: Statement = { Effect: 'Allow', Action: '*', Resource: '*' }
const longestWaitMilliseconds = 10_000

export const allow = (Action: string | string[], Resource: string | string[] = '*'): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
})

/** The text of a definition of these states, the first one first. */
export const definitionOf = (States: Record<string, State>, more: object = {}) =>
  JSON.stringify({ QueryLanguage: 'JSONata', StartAt: Object.keys(States)[0], States, ...more })

/** A cloud whose clock stands still until it is moved, with a client of Step Functions. */
export class Sandbox {
  readonly cloud: Cloud
  readonly clock: ManualClock
  readonly client: SFNClient
  #made = 0

  constructor(cloud: Cloud, clock: ManualClock) {
    this.cloud = cloud
    this.clock = clock
    this.client = new SFNClient({
      endpoint: cloud.endpoint,
      region: cloud.region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    })
  }

  static async open(): Promise<Sandbox> {
    const clock = new ManualClock(Date.parse('2026-01-01T00:00:00Z'))
    return new Sandbox(await startCloud({ clock }), clock)
  }

  async close() {
    this.client.destroy()
    await this.cloud.close()
  }

  /** Calls another service as the account's administrator. */
  call<Output>(service: string, operation: string, input: object): Promise<Output> {
    return this.cloud.invoke<Output>(administrator, service, operation, input)
  }

  newName(kind: string): string {
    return `${kind}-${++this.#made}`
  }

  /** The ARN of a new role that may do what is stated. */
  async role(
    statements = [everything],
    trust: object = { Principal: { Service: 'states.amazonaws.com' } },
  ): Promise<string> {
    const RoleName = this.newName('role')
    const assumable = { Effect: 'Allow', Action: 'sts:AssumeRole', ...trust }
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [assumable] })
    await this.call('iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument })
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements })
    if (statements.length > 0)
      await this.call('iam', 'PutRolePolicy', { RoleName, PolicyName: 'allowed', PolicyDocument })
    return `arn:aws:iam::${this.cloud.account}:role/${RoleName}`
  }

  /** The ARN of a new machine of these states. */
  async machine(states: Record<string, State>, more: Partial<CreateStateMachineCommandInput> = {}): Promise<string> {
    const { stateMachineArn = '' } = await this.client.send(
      new CreateStateMachineCommand({
        name: this.newName('machine'),
        definition: definitionOf(states),
        roleArn: more.roleArn ?? (await this.role()),
        ...more,
      }),
    )
    return stateMachineArn
  }

  async start(stateMachineArn: string, input: unknown = {}): Promise<string> {
    const start = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) })
    const { executionArn = '' } = await this.client.send(start)
    return executionArn
  }

  /** The execution once it has ended of itself, no time passing. */
  async ended(executionArn: string) {
    await this.until(() => this.cloud.states.execution(executionArn).status !== 'RUNNING')
    return this.client.send(new DescribeExecutionCommand({ executionArn }))
  }

  async run(states: Record<string, State>, input: unknown = {}, more: Partial<CreateStateMachineCommandInput> = {}) {
    return this.ended(await this.start(await this.machine(states, more), input))
  }

  async history(executionArn: string) {
    const { events = [] } = await this.client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }))
    return events
  }

  async types(executionArn: string) {
    return (await this.history(executionArn)).map(({ type }) => type)
  }

  async until(condition: () => boolean) {
    const deadline = Date.now() + longestWaitMilliseconds
    for (;;) {
      await this.clock.advance(0)
      if (condition()) return
      if (Date.now() > deadline) throw new Error('It did not happen.')
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }
}
