import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Cloud } from '../../cloud.ts'
import { releasePort } from '../../virtual-machines/loopback-port.ts'
import { findTargetGroup } from './find.ts'
import type { Listener } from './listener.ts'
import type { LoadBalancer } from './load-balancer.ts'
import type { TargetGroup } from './target-group.ts'
import { targetHealth } from './target-health.ts'

/** What the Auto Scaling group of an instance needs to know of its health. */
export interface InstanceHealth {
  state: NonNullable<TargetHealth['State']>
  reason?: TargetHealth['Reason']
  description?: string | undefined
}

/** Load balancers, target groups and listeners, with the sockets and health checks behind them. */
export class ElasticLoadBalancingState {
  readonly cloud: Cloud
  readonly loadBalancers = new Map<string, LoadBalancer>()
  readonly #targetGroups = new Map<string, TargetGroup>()
  /** Deleted balancers whose network interfaces are not gone yet. */
  #lingering: { balancer: LoadBalancer; until: number }[] = []
  #stopWatching: (() => void) | undefined

  constructor(cloud: Cloud) {
    this.cloud = cloud
  }

  get targetGroups(): readonly TargetGroup[] {
    return [...this.#targetGroups.values()]
  }

  get listeners(): readonly Listener[] {
    return [...this.loadBalancers.values()].flatMap(({ listeners }) => [...listeners.values()])
  }

  targetGroup(arn: string): TargetGroup | undefined {
    return this.#targetGroups.get(arn)
  }

  addTargetGroup(group: TargetGroup) {
    this.#targetGroups.set(group.arn, group)
    this.#stopWatching ??= this.cloud.ec2.onStateChange(({ id }) => this.#instanceChanged(id))
  }

  removeTargetGroup(group: TargetGroup) {
    group.close()
    this.#targetGroups.delete(group.arn)
    this.cloud.tags.forget(group.arn)
  }

  /** Makes a balancer serve from the moment it is provisioned. */
  addLoadBalancer(balancer: LoadBalancer) {
    this.loadBalancers.set(balancer.arn, balancer)
    this.#activateInTime(balancer)
  }

  /** A timer may be a moment early: then it is set again. */
  #activateInTime(balancer: LoadBalancer) {
    this.cloud.clock.after(balancer.provisionedAt - this.cloud.clock.now(), () => {
      if (balancer.isProvisioned) void this.#activate(balancer)
      else this.#activateInTime(balancer)
    })
  }

  async #activate(balancer: LoadBalancer): Promise<void> {
    if (!this.loadBalancers.has(balancer.arn)) return
    await balancer.open()
    this.reviewTargetGroups(balancer.listenersTargetGroupArns)
  }

  async removeLoadBalancer(balancer: LoadBalancer): Promise<void> {
    const groups = balancer.listenersTargetGroupArns
    this.loadBalancers.delete(balancer.arn)
    for (const listener of balancer.listeners.values()) this.#forgetTags(listener)
    await balancer.close()
    releasePort(balancer.definition.port)
    const until = this.cloud.clock.now() + this.cloud.latencies.loadBalancerInterfacesLinger * 1000
    this.#lingering.push({ balancer, until })
    this.cloud.tags.forget(balancer.arn)
    this.reviewTargetGroups(groups)
  }

  async removeListener(listener: Listener): Promise<void> {
    const groups = listener.targetGroupArns
    listener.balancer.listeners.delete(listener.arn)
    this.#forgetTags(listener)
    await listener.close()
    this.reviewTargetGroups(groups)
  }

  /** Has target groups begin or end their checks after a change of what uses them. */
  reviewTargetGroups(arns: Iterable<string>) {
    for (const arn of new Set(arns)) this.#targetGroups.get(arn)?.review()
  }

  /** The balancer whose listeners forward to a group: AWS allows one. */
  balancerOf(group: TargetGroup): LoadBalancer | undefined {
    return this.listeners.find(({ targetGroupArns }) => targetGroupArns.includes(group.arn))?.balancer
  }

  /** Registers instances under the group's port, as an Auto Scaling group does. Throws TargetGroupNotFound. */
  registerInstances(targetGroupArn: string, instanceIds: readonly string[]) {
    const group = findTargetGroup(this.cloud, targetGroupArn)
    for (const id of instanceIds) group.register(id)
  }

  /** Begins to drain instances; a group that is gone has nothing to drain. */
  deregisterInstances(targetGroupArn: string, instanceIds: readonly string[]) {
    const group = this.targetGroup(targetGroupArn)
    for (const id of instanceIds) group?.deregister(id)
  }

  /** The health of an instance in a group; undefined once it is neither registered nor draining. */
  healthOf(targetGroupArn: string, instanceId: string): InstanceHealth | undefined {
    const group = this.targetGroup(targetGroupArn)
    const target = group?.targets.find(({ id }) => id === instanceId)
    if (group === undefined || target === undefined) return undefined
    const { State = 'unavailable', Reason, Description } = targetHealth(target, group.balancer)
    return { state: State, ...(Reason === undefined ? {} : { reason: Reason, description: Description }) }
  }

  /** Balancers that have network interfaces: those of this moment and those lately deleted. */
  get present(): readonly LoadBalancer[] {
    const now = this.cloud.clock.now()
    this.#lingering = this.#lingering.filter(({ until }) => until > now)
    return [...this.loadBalancers.values(), ...this.#lingering.map(({ balancer }) => balancer)]
  }

  /** Whether network interfaces of a load balancer are in the security group. */
  usesSecurityGroup(groupId: string): boolean {
    return this.present.some(({ securityGroups }) => securityGroups.includes(groupId))
  }

  /** Frees every port and stops every check. */
  async close(): Promise<void> {
    this.#stopWatching?.()
    for (const group of this.#targetGroups.values()) group.close()
    await Promise.all([...this.loadBalancers.values()].map((balancer) => balancer.close()))
    for (const { definition } of this.loadBalancers.values()) releasePort(definition.port)
    this.loadBalancers.clear()
  }

  #instanceChanged(id: string) {
    for (const group of this.#targetGroups.values())
      if (group.targets.some((target) => target.id === id)) group.review()
  }

  #forgetTags(listener: Listener) {
    for (const { arn } of [listener, ...listener.rules.values()]) this.cloud.tags.forget(arn)
  }
}
