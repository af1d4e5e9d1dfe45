import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cloud } from '../cloud.ts'
import { inBackground } from '../in-background.ts'
import type { Principal } from '../services/iam/principal.ts'
import { Environment, type Outcome } from './environment.ts'
import { environmentVariables } from './environment-variables.ts'
import { executionSession } from './execution-session.ts'
import { FunctionLog } from './function-log.ts'
import type { LambdaFunction } from './lambda-function.ts'
import { StandByProcess } from './stand-by-process.ts'
import { WarmEnvironments } from './warm-environments.ts'

/** One that is under way. */
interface Invocation {
  lambda: LambdaFunction
  environment?: Environment
  ended: PromiseWithResolvers<void>
}

/** Runs Lambda functions: each invocation alone in an environment, a warm one where there is one. */
export class Functions {
  readonly #cloud: Cloud
  readonly #warm: WarmEnvironments
  /** What is under way, each from the call on: the concurrency limits count also those that wait for an environment. */
  readonly #underWay = new Set<Invocation>()
  readonly #standBy: StandByProcess
  #closed = false

  constructor(cloud: Cloud) {
    this.#cloud = cloud
    this.#warm = new WarmEnvironments(() => cloud.warmEnvironments - this.#underWay.size)
    this.#standBy = new StandByProcess(cloud)
  }

  /** How many invocations are under way, of one function or of all. */
  running(arn?: string): number {
    if (arn === undefined) return this.#underWay.size
    return [...this.#underWay].filter(({ lambda }) => lambda.arn === arn).length
  }

  /** Runs a function once. Rejects only where no environment can be made, as when the role is gone. */
  async invoke(lambda: LambdaFunction, event: string, requestId: string = randomUUID()): Promise<Outcome> {
    const invocation: Invocation = { lambda, ended: Promise.withResolvers() }
    this.#underWay.add(invocation)
    try {
      invocation.environment = this.#warm.take(lambda) ?? (await this.#start(lambda))
      return await invocation.environment.invoke(requestId, event)
    } finally {
      this.#underWay.delete(invocation)
      invocation.ended.resolve()
      if (invocation.environment) await this.#keep(invocation.environment)
    }
  }

  /** Starts a process ahead of the next cold start. */
  async standBy(memoryMegabytes: number) {
    if (!this.#closed) await this.#standBy.prepare(memoryMegabytes)
  }

  /** Ends the warm environments of a function that has changed or is gone. */
  drop(lambda: LambdaFunction) {
    this.#warm.drop(lambda)
  }

  /** Resolves when every invocation has ended that is under way with the code in a folder. */
  async settled(folder: string) {
    const running = [...this.#underWay].filter(({ lambda }) => lambda.folder === folder)
    await Promise.all(running.map(({ ended }) => ended.promise))
  }

  async close() {
    this.#closed = true
    await this.#warm.close()
    await Promise.all([...this.#underWay].map(({ environment }) => environment?.end()))
    await this.#standBy.close()
  }

  /** Keeps an environment for the next invocation, and has a process stand by for the next cold start. */
  async #keep(environment: Environment) {
    if (this.#closed) return await environment.end()
    this.#warm.put(environment)
    void inBackground(this.#cloud, () => this.standBy(environment.lambda.memoryMegabytes))
  }

  async #start(lambda: LambdaFunction): Promise<Environment> {
    this.#warm.trim()
    const { region, endpoint, folder } = this.#cloud
    const credentials = executionSession(this.#cloud, lambda)
    const home = join(folder, 'home')
    await mkdir(home, { recursive: true })
    const process = await this.#standBy.take(lambda.memoryMegabytes)
    const log = this.#logOf(lambda, credentials.principal)
    const settings = { region, endpoint, logStream: log.stream, credentials, home }
    return new Environment(lambda, process, log, {
      variables: environmentVariables(lambda, settings),
      expiration: credentials.expiration,
    })
  }

  /** A function whose role may not write logs has none. */
  #logOf(lambda: LambdaFunction, principal: Principal): FunctionLog {
    const { clock, logs } = this.#cloud
    const group = lambda.logGroup
    const writable = logs.mayWrite(principal, group)
    return new FunctionLog(new Date(clock.now()), (stream, messages) => {
      if (writable) logs.write(group, stream, messages)
    })
  }
}
