import { Health } from '../../balancer/health.ts'
import { checkHealth } from '../../balancer/health-check.ts'
import { HealthChecker } from '../../balancer/health-checker.ts'
import { statusCodes } from '../../balancer/status-codes.ts'
import { Target } from '../../balancer/target.ts'
import type { Cloud } from '../../cloud.ts'
import type { LoadBalancer } from './load-balancer.ts'
import { reaches } from './reachability.ts'
import type { TargetGroup } from './target-group.ts'

/** The port of an instance that its endpoint on loopback stands for. */
const servedPort = 80

/** An instance in a target group: its health, and its place in the data plane. */
export class RegisteredTarget {
  readonly id: string
  readonly port: number
  readonly target: Target
  readonly #cloud: Cloud
  readonly #group: TargetGroup
  readonly #checker: HealthChecker
  #health = new Health()
  /** Set once it is deregistered: in cloud time, and on the wall clock that its open requests live by. */
  #deregistered: { at: number; wallAt: number } | undefined

  constructor(cloud: Cloud, group: TargetGroup, id: string, port: number) {
    this.id = id
    this.port = port
    this.#cloud = cloud
    this.#group = group
    this.target = new Target(this.#location(port))
    this.#checker = new HealthChecker(cloud.clock, {
      check: (signal) => this.#check(signal),
      record: (result) => this.#record(result),
      intervalMilliseconds: () => group.healthCheck.HealthCheckIntervalSeconds * 1000,
    })
  }

  /** One instance may be registered with several ports. */
  get key(): string {
    return `${this.id}:${this.port}`
  }

  get health(): Health {
    return this.#health
  }

  /** Whether a health check has been sent since checks began. */
  get checked(): boolean {
    return this.#checker.sent
  }

  get instance() {
    return this.#cloud.ec2.instance(this.id)
  }

  get draining(): boolean {
    return this.#deregistered !== undefined
  }

  get healthCheckPort(): number {
    const { HealthCheckPort } = this.#group.healthCheck
    return HealthCheckPort === 'traffic-port' ? this.port : Number(HealthCheckPort)
  }

  /** Begins or ends the checks; when they begin again it is a new target to the balancer. */
  review(shouldBeChecked: boolean) {
    if (shouldBeChecked) return this.#checker.start()
    if (!this.#checker.running) return
    this.#checker.stop()
    this.#health = new Health()
  }

  /** From now on it gets no new request; those in flight go on. */
  deregister() {
    this.#deregistered ??= { at: this.#cloud.clock.now(), wallAt: Date.now() }
    this.review(false)
    this.target.retire()
  }

  /**
   * Whether the deregistration delay is over. A request in flight lives in wall time, so with a fast clock it gets the
   * delay in wall time.
   */
  get drained(): boolean {
    if (this.#deregistered === undefined) return false
    const delay = this.#group.attributes.number('deregistration_delay.timeout_seconds') * 1000
    if (this.#cloud.clock.now() < this.#deregistered.at + delay) return false
    return this.target.outstanding === 0 || Date.now() >= this.#deregistered.wallAt + delay
  }

  /** Whether it is no target any more: drained, or its instance terminated without being deregistered. */
  get gone(): boolean {
    if (this.draining) return this.drained
    return this.instance === undefined || this.instance.stateName === 'terminated'
  }

  /** Forgets it at once, with whatever requests it still has. */
  close() {
    this.review(false)
    this.target.close()
  }

  #location(port: number) {
    return {
      endpoint: () => (port === servedPort ? this.instance?.endpoint : undefined),
      reachable: () => {
        const balancer = this.#group.balancer
        return balancer !== undefined && reaches(this.#cloud, balancer, this.id, port)
      },
    }
  }

  #check(signal: AbortSignal) {
    const { HealthCheckPath, HealthCheckTimeoutSeconds, Matcher } = this.#group.healthCheck
    return checkHealth(
      {
        location: this.#location(this.healthCheckPort),
        path: HealthCheckPath,
        matches: statusCodes(Matcher.HttpCode) ?? (() => false),
        timeoutMilliseconds: HealthCheckTimeoutSeconds * 1000,
      },
      signal,
    )
  }

  #record(result: Parameters<Health['record']>[0]) {
    const { HealthyThresholdCount: healthy, UnhealthyThresholdCount: unhealthy } = this.#group.healthCheck
    this.#health.record(result, { healthy, unhealthy })
    this.#group.rotation.changed()
  }
}

/** Whether the balancer has a node for the zone of the target. */
export function isInZone(balancer: LoadBalancer, target: RegisteredTarget): boolean {
  const zone = target.instance?.zone
  return balancer.subnets.some((subnet) => subnet.zone === zone)
}
