import type { TargetGroup as Description } from '@aws-sdk/client-elastic-load-balancing-v2'
import { type Algorithm, Rotation } from '../../balancer/rotation.ts'
import type { Target } from '../../balancer/target.ts'
import type { Cloud } from '../../cloud.ts'
import { Attributes } from './attributes.ts'
import type { HealthCheckSettings } from './health-check-settings.ts'
import type { LoadBalancer } from './load-balancer.ts'
import { RegisteredTarget } from './registered-target.ts'
import { targetGroupAttributes } from './target-group-attributes.ts'
import { shouldBeChecked, targetHealth } from './target-health.ts'

/** What a target group is from its creation on. */
export interface TargetGroupDefinition {
  readonly name: string
  readonly port: number
  readonly vpcId: string
}

const routing = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets'

export class TargetGroup {
  readonly arn: string
  readonly definition: TargetGroupDefinition
  readonly attributes = new Attributes(targetGroupAttributes, 'Target group')
  readonly rotation: Rotation
  healthCheck: HealthCheckSettings
  readonly #cloud: Cloud
  readonly #balancerOf: (group: TargetGroup) => LoadBalancer | undefined
  readonly #targets = new Map<string, RegisteredTarget>()

  constructor(
    cloud: Cloud,
    arn: string,
    definition: TargetGroupDefinition,
    healthCheck: HealthCheckSettings,
    balancerOf: (group: TargetGroup) => LoadBalancer | undefined,
  ) {
    this.arn = arn
    this.definition = definition
    this.healthCheck = healthCheck
    this.#cloud = cloud
    this.#balancerOf = balancerOf
    const algorithm = () => this.attributes.text('load_balancing.algorithm.type') as Algorithm
    this.rotation = new Rotation(() => this.#eligible(), algorithm)
  }

  /** The one load balancer whose listeners send requests here. */
  get balancer(): LoadBalancer | undefined {
    return this.#balancerOf(this)
  }

  /** Targets that are registered or still draining, in the order of registration. */
  get targets(): readonly RegisteredTarget[] {
    for (const target of this.#targets.values()) if (target.gone) this.#forget(target)
    return [...this.#targets.values()]
  }

  /** Registers an instance; one that is draining starts anew. */
  register(id: string, port = this.definition.port) {
    const known = this.target(id, port)
    if (known !== undefined && !known.draining) return
    const target = new RegisteredTarget(this.#cloud, this, id, port)
    this.#targets.delete(target.key)
    this.#targets.set(target.key, target)
    this.review()
  }

  /** A target that is registered or still draining. */
  target(id: string, port = this.definition.port): RegisteredTarget | undefined {
    return this.targets.find((target) => target.id === id && target.port === port)
  }

  /** Begins to drain a target; one that is not registered is left alone. */
  deregister(id: string, port = this.definition.port) {
    this.target(id, port)?.deregister()
    this.review()
  }

  /** Begins and ends checks and draining as the targets and their load balancer now demand. */
  review() {
    const { balancer } = this
    for (const target of this.targets) {
      if (balancer === undefined && target.draining) this.#forget(target)
      else target.review(shouldBeChecked(target, balancer))
    }
    this.rotation.changed()
  }

  close() {
    for (const target of this.#targets.values()) target.close()
    this.#targets.clear()
  }

  describe(): Description {
    const { balancer } = this
    return {
      TargetGroupArn: this.arn,
      TargetGroupName: this.definition.name,
      Protocol: 'HTTP',
      Port: this.definition.port,
      VpcId: this.definition.vpcId,
      ...this.healthCheck,
      HealthCheckEnabled: true,
      LoadBalancerArns: balancer === undefined ? [] : [balancer.arn],
      TargetType: 'instance',
      ProtocolVersion: 'HTTP1',
      IpAddressType: 'ipv4',
    }
  }

  #forget(target: RegisteredTarget) {
    target.close()
    this.#targets.delete(target.key)
  }

  /** Healthy targets, or, where fewer are healthy than the group demands, unhealthy ones too: the group fails open. */
  #eligible(): readonly Target[] {
    const { balancer, targets } = this
    const inState = (state: string) => targets.filter((each) => targetHealth(each, balancer).State === state)
    const healthy = inState('healthy')
    const open =
      healthy.length >= this.#minimumHealthy(targets.length) ? healthy : [...healthy, ...inState('unhealthy')]
    return open.map(({ target }) => target)
  }

  #minimumHealthy(registered: number): number {
    const percentage = this.attributes.text(`${routing}.percentage`)
    const share = percentage === 'off' ? 0 : Math.ceil((registered * Number(percentage)) / 100)
    return Math.max(this.attributes.number(`${routing}.count`), share)
  }
}
