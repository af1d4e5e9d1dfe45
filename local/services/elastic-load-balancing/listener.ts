import type { IncomingMessage } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import type { Action as ActionDescription, Listener as Description } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Action } from '../../balancer/action.ts'
import { ListenerServer } from '../../balancer/listener-server.ts'
import type { Presentation } from '../../balancer/request-head.ts'
import type { Cloud } from '../../cloud.ts'
import { defect } from '../../in-background.ts'
import type { LoadBalancer } from './load-balancer.ts'
import { isOpen } from './reachability.ts'
import type { Rule } from './rule.ts'

/** Actions as the API describes them, and as the data plane carries them out. */
export interface Actions {
  readonly described: readonly ActionDescription[]
  readonly targetGroupArns: readonly string[]
  readonly perform: Action
}

/** A listener of a load balancer: its rules, and the socket that stands for its port. */
export class Listener {
  readonly arn: string
  readonly balancer: LoadBalancer
  /** Its rules beside the default one; `reorder` takes a change into effect. */
  readonly rules = new Map<string, Rule>()
  /** What happens to a request that no rule matches. */
  defaultActions: Actions
  readonly #cloud: Cloud
  #server: ListenerServer
  #opening: Promise<void> | undefined
  #port: number
  #rulesInOrder: readonly Rule[] = []

  constructor(cloud: Cloud, arn: string, balancer: LoadBalancer, port: number, defaultActions: Actions) {
    this.arn = arn
    this.balancer = balancer
    this.defaultActions = defaultActions
    this.#cloud = cloud
    this.#port = port
    this.#server = new ListenerServer(this)
  }

  get port(): number {
    return this.#port
  }

  /** Its rules in the order in which they are tried. */
  get rulesInOrder(): readonly Rule[] {
    return this.#rulesInOrder
  }

  get forwardedFor() {
    return this.balancer.attributes.text('routing.http.xff_header_processing.mode') as Presentation['forwardedFor']
  }

  get clientPort(): boolean {
    return this.balancer.attributes.text('routing.http.xff_client_port.enabled') === 'true'
  }

  get idleMilliseconds(): number {
    return this.balancer.attributes.number('idle_timeout.timeout_seconds') * 1000
  }

  /** Target groups that its rules forward to. */
  get targetGroupArns(): readonly string[] {
    return [this.defaultActions, ...[...this.rules.values()].map(({ actions }) => actions)].flatMap(
      (actions) => actions.targetGroupArns,
    )
  }

  /** Whether these are its default actions. */
  does({ described }: Actions): boolean {
    return isDeepStrictEqual(described, this.defaultActions.described)
  }

  /** Opens its socket, once; rejects where the port is not free on this machine. */
  open(): Promise<void> {
    this.#opening ??= this.#server.open(this.balancer.portOf(this.#port))
    return this.#opening
  }

  close(): Promise<void> {
    this.#opening = undefined
    return this.#server.close()
  }

  retime() {
    this.#server.retime()
  }

  /** Serves on another port from now on; where that is not free it stays on the old one and rejects. */
  async move(port: number): Promise<void> {
    const server = new ListenerServer(this)
    const opening = server.open(this.balancer.portOf(port))
    await opening
    await this.close()
    this.#port = port
    this.#server = server
    this.#opening = opening
    if (!this.balancer.isActive) await this.close()
  }

  /** Takes a change of its rules into effect. */
  reorder() {
    this.#rulesInOrder = [...this.rules.values()].sort((a, b) => a.priority - b.priority)
  }

  admits(): boolean {
    return isOpen(this.#cloud, this.balancer, this.#port)
  }

  action(request: IncomingMessage): Action {
    for (const rule of this.#rulesInOrder) if (rule.matches(request)) return rule.actions.perform
    return this.defaultActions.perform
  }

  onDefect(error: unknown) {
    this.#cloud.note(`${this.arn}: ${defect(error)}`)
  }

  describe(): Description {
    return {
      ListenerArn: this.arn,
      LoadBalancerArn: this.balancer.arn,
      Port: this.#port,
      Protocol: 'HTTP',
      DefaultActions: [...this.defaultActions.described],
    }
  }
}
