import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cloud } from '../cloud.ts'
import type { Principal } from '../services/iam/principal.ts'
import { Environment, type Outcome } from './environment.ts'
import { environmentVariables } from './environment-variables.ts'
import { FunctionLog } from './function-log.ts'
import type { LambdaFunction } from './lambda-function.ts'
import { StandByThread } from './stand-by-thread.ts'
import { WarmEnvironments } from './warm-environments.ts'

/** How long the credentials of an environment last, as Lambda's. */
const credentialSeconds = 12 * 3600

/** Runs Lambda functions: each invocation alone in an environment, a warm one where there is one. */
export class Functions {
  readonly #cloud: Cloud
  readonly #warm: WarmEnvironments
  readonly #busy = new Set<Environment>()
  readonly #standBy: StandByThread
  #closed = false

  constructor(cloud: Cloud) {
    this.#cloud = cloud
    this.#warm = new WarmEnvironments(() => cloud.warmEnvironments)
    this.#standBy = new StandByThread(cloud)
  }

  /** How many invocations are under way, of one function or of all. */
  running(arn?: string): number {
    if (arn === undefined) return this.#busy.size
    return [...this.#busy].filter((environment) => environment.lambda.arn === arn).length
  }

  /** Runs a function once. Rejects only where no environment can be made, as when the role is gone. */
  async invoke(lambda: LambdaFunction, event: string, requestId: string = randomUUID()): Promise<Outcome> {
    const environment = this.#warm.take(lambda) ?? (await this.#start(lambda))
    this.#busy.add(environment)
    try {
      return await environment.invoke(requestId, event)
    } finally {
      this.#busy.delete(environment)
      if (this.#closed) await environment.end()
      else this.#warm.put(environment)
      void this.standBy(lambda.memoryMegabytes)
    }
  }

  /** Starts a thread ahead of the next cold start. */
  async standBy(memoryMegabytes: number) {
    if (!this.#closed) await this.#standBy.prepare(memoryMegabytes)
  }

  /** Ends the warm environments of a function that has changed or is gone. */
  drop(lambda: LambdaFunction) {
    this.#warm.drop(lambda)
  }

  async close() {
    this.#closed = true
    await this.#warm.close()
    await Promise.all([...this.#busy].map((environment) => environment.end()))
    await this.#standBy.close()
  }

  async #start(lambda: LambdaFunction): Promise<Environment> {
    const { iam, region, endpoint, folder } = this.#cloud
    const credentials = iam.issueSession(lambda.roleArn, lambda.name, credentialSeconds)
    const home = join(folder, 'home')
    await mkdir(home, { recursive: true })
    const thread = await this.#standBy.take(lambda.memoryMegabytes)
    const log = this.#logOf(lambda, credentials.principal)
    const settings = { region, endpoint, logStream: log.stream, credentials, home }
    return new Environment(lambda, thread, log, {
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
