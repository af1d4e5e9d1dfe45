import { rmSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda'
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  type HistoryEvent,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn'
import { clientEnvironment, startEmbeddedCloud } from '../../commands/embedded-cloud.ts'
import { findMachine } from '../../commands/execution.ts'
import type { Machine } from '../../commands/flags.ts'
import { synthesize } from '../../commands/synthesize.ts'
import type { Cloud } from '../../local/cloud.ts'

export interface ScenarioCloudOptions {
  speed: number
  /** What `cdk -c` would set. */
  context: Record<string, string>
  /** Text of the web server, and what stands in its place on the instances of this cloud. */
  server: { says: string; saysInstead: string }
}

/** One stay of an execution in a state. */
interface Visit {
  execution: string
  state: string
  over: boolean
}

/** The synthesized stack on a cloud in this process, for tests of real executions on real servers. */
export class ScenarioCloud {
  readonly cloud: Cloud
  /** The folder of the synthesized stack with the altered server. */
  readonly assembly: string
  readonly #visits: Visit[] = []
  readonly #restored: string[] = []
  #changed: () => void = () => {}
  #change = new Promise<void>((resolve) => {
    this.#changed = resolve
  })

  private constructor(cloud: Cloud, assembly: string) {
    this.cloud = cloud
    this.assembly = assembly
    cloud.states.onEvent((execution, event) => this.#follow(execution, event))
    cloud.states.onStatusChange(() => this.#tell())
    cloud.logs.onMessage((group, _, { message }) => this.#read(group, message))
  }

  /** Starts the cloud, and lets the SDK of this process find it, and the steps the table of runs. */
  static async open({ speed, context, server }: ScenarioCloudOptions): Promise<ScenarioCloud> {
    const assembly = await alteredAssembly(await synthesize(context), server)
    const cloud = await startEmbeddedCloud(assembly, {
      speed,
      latencies: { loadBalancerProvisioning: 20 },
      warmEnvironments: 24,
    })
    Object.assign(process.env, clientEnvironment(cloud))
    const request = new GetFunctionConfigurationCommand({ FunctionName: 'ResilientService-OpenRun' })
    process.env.RUNS_TABLE = (await new LambdaClient().send(request)).Environment?.Variables?.RUNS_TABLE
    return new ScenarioCloud(cloud, assembly)
  }

  async close(): Promise<void> {
    await this.cloud.close()
    await rm(this.assembly, { recursive: true, force: true })
  }

  /** Starts one of the stack's machines; returns the execution's ARN. */
  async start(machine: Machine, input: object, name?: string): Promise<string> {
    const client = new SFNClient()
    const stateMachineArn = await findMachine(client, machine)
    const request = { stateMachineArn, input: JSON.stringify(input), name }
    return (await client.send(new StartExecutionCommand(request))).executionArn ?? ''
  }

  /** Runs one of the stack's machines to its end. */
  async run(machine: Machine, input: object): Promise<DescribeExecutionCommandOutput> {
    const executionArn = await this.start(machine, input)
    const isOver = () => this.cloud.states.execution(executionArn).status !== 'RUNNING'
    await this.#untilOrStopped(executionArn, `the end of ${machine}`, isOver)
    return await new SFNClient().send(new DescribeExecutionCommand({ executionArn }))
  }

  /**
   * Stops an execution the moment it enters a state, from when on it has entered others so many times. Returns all the
   * states that it was in then; undefined where the steady state was not met. Rejects when it ends before otherwise.
   */
  async stopIn(execution: string, state: string, after: Record<string, number> = {}): Promise<string[] | undefined> {
    const record = this.cloud.states.execution(execution)
    const entries = (name: string) => this.#visitsOf(execution).filter((visit) => visit.state === name).length
    const isThere = () =>
      this.#statesOf(execution).includes(state) &&
      Object.entries(after).every(([name, times]) => entries(name) >= times)
    await this.#untilOrStopped(execution, `${state} of ${execution}`, () => {
      if (record.status === 'RUNNING') return isThere()
      if (!JSON.stringify(record.ending).includes('Nothing was broken'))
        throw new Error(`it ended before ${state}: ${JSON.stringify(record.ending)}`)
      return true
    })
    if (record.status !== 'RUNNING') return undefined
    const within = this.#statesOf(execution)
    this.cloud.states.stop(record, { cause: `in ${state}` })
    return within
  }

  /** Resolves when the rule has had the service restored after the execution. */
  async restoredAfter(execution: string): Promise<void> {
    await this.until(`the restoration after ${execution}`, () => this.#restored.includes(execution))
  }

  /** Resolves when the condition, which is looked at whenever something happens in an execution, is true. */
  async until(what: string, condition: () => boolean): Promise<void> {
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(new Error(`not in time: ${what}`)), 120_000)
    try {
      while (!condition()) await Promise.race([this.#change, late.promise])
    } finally {
      clearTimeout(timer)
    }
  }

  /** As `until`, and ends an execution that was waited for in vain: it would keep the service from the next one. */
  async #untilOrStopped(execution: string, what: string, condition: () => boolean): Promise<void> {
    try {
      await this.until(what, condition)
    } catch (error) {
      const record = this.cloud.states.execution(execution)
      if (record.status === 'RUNNING') this.cloud.states.stop(record, { cause: 'waited for in vain' })
      throw error
    }
  }

  #visitsOf(execution: string): Visit[] {
    return this.#visits.filter((visit) => visit.execution === execution)
  }

  #statesOf(execution: string): string[] {
    return this.#visitsOf(execution).flatMap(({ state, over }) => (over ? [] : state))
  }

  #follow(
    execution: string,
    { stateEnteredEventDetails: entered, stateExitedEventDetails: exited }: HistoryEvent,
  ): void {
    if (entered?.name) this.#visits.push({ execution, state: entered.name, over: false })
    const left = this.#visits.find((each) => each.execution === execution && each.state === exited?.name && !each.over)
    if (left) left.over = true
    this.#tell()
  }

  /** What RestoreService says in its log when EventBridge has called it. */
  #read(group: string, message: string): void {
    if (!group.endsWith('-RestoreService') || !message.includes('"after"')) return
    const { result } = JSON.parse(message) as { result?: { after?: string; restored?: boolean } }
    if (result?.after && result.restored) this.#restored.push(result.after)
    this.#tell()
  }

  #tell(): void {
    this.#changed()
    this.#change = new Promise((resolve) => {
      this.#changed = resolve
    })
  }
}

/** A copy of an assembly, with another web server in it. */
async function alteredAssembly(original: string, server: ScenarioCloudOptions['server']): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'altered-assembly-'))
  process.once('exit', () => rmSync(copy, { recursive: true, force: true }))
  await cp(original, copy, { recursive: true })
  await alterServer(copy, server)
  return copy
}

/** Changes the one file of the assembly that holds this text of the web server. */
async function alterServer(assembly: string, { says, saysInstead }: ScenarioCloudOptions['server']): Promise<void> {
  const files = await readdir(assembly, { recursive: true })
  let altered = 0
  for (const file of files.filter((each) => each.startsWith('asset.') && each.endsWith('.mjs'))) {
    const text = await readFile(join(assembly, file), 'utf8')
    if (!text.includes(says)) continue
    await writeFile(join(assembly, file), text.replace(says, saysInstead))
    altered++
  }
  if (altered !== 1) throw new Error(`${altered} files of the assembly hold ${says}`)
}
