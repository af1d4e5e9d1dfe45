import type { LoadBalancer as Description } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Cloud } from '../../cloud.ts'
import type { Subnet } from '../ec2/resources/network.ts'
import { Attributes } from './attributes.ts'
import type { Listener } from './listener.ts'
import { loadBalancerAttributes } from './load-balancer-attributes.ts'
import type { Foothold } from './network-interfaces.ts'

/** What a load balancer is from its creation on. */
export interface LoadBalancerDefinition {
  readonly name: string
  readonly scheme: 'internet-facing' | 'internal'
  readonly vpcId: string
  readonly createdAt: number
  /** The port on loopback that stands for its port 80. */
  readonly port: number
}

/** Where a listener's port is reached on loopback: port 80 of each balancer has a port of its own. */
export const standInPort = 80

/** The Route 53 zone of the Application Load Balancers in us-west-2. Source: AWS General Reference, ELB endpoints. */
const hostedZone = 'Z1H1FL5HABSF5'

export class LoadBalancer {
  readonly arn: string
  readonly definition: LoadBalancerDefinition
  readonly attributes = new Attributes(loadBalancerAttributes, 'Load balancer')
  readonly listeners = new Map<string, Listener>()
  securityGroups: readonly string[]
  readonly #cloud: Cloud
  #footholds: readonly Foothold[] = []
  #opening: Promise<void> | undefined
  #isOpen = false
  #failure: string | undefined

  constructor(
    cloud: Cloud,
    arn: string,
    definition: LoadBalancerDefinition,
    subnets: readonly Subnet[],
    securityGroups: readonly string[],
  ) {
    this.arn = arn
    this.definition = definition
    this.securityGroups = securityGroups
    this.#cloud = cloud
    this.subnets = subnets
  }

  get footholds(): readonly Foothold[] {
    return this.#footholds
  }

  get subnets(): readonly Subnet[] {
    return this.#footholds.map(({ subnet }) => subnet)
  }

  /** It keeps its network interface in a subnet that it stays in. */
  set subnets(subnets: readonly Subnet[]) {
    const isPublic = this.definition.scheme === 'internet-facing'
    this.#footholds = subnets.map(
      (subnet) =>
        this.#footholds.find((each) => each.subnet.id === subnet.id) ?? {
          subnet,
          ...this.#cloud.ec2.newInterface(subnet, isPublic),
        },
    )
  }

  /** When it is provisioned, in cloud time. */
  get provisionedAt(): number {
    return this.definition.createdAt + this.#cloud.latencies.loadBalancerProvisioning * 1000
  }

  get isProvisioned(): boolean {
    return this.#cloud.clock.now() >= this.provisionedAt
  }

  /** Whether it is provisioned and its sockets are open. */
  get isActive(): boolean {
    return this.#isOpen
  }

  /** What ARNs of its listeners and rules are made of: `NAME/ID`. */
  get path(): string {
    return this.arn.slice(this.arn.indexOf('loadbalancer/app/') + 'loadbalancer/app/'.length)
  }

  get listenersTargetGroupArns(): readonly string[] {
    return [...this.listeners.values()].flatMap(({ targetGroupArns }) => targetGroupArns)
  }

  /** The port on loopback where a listener's port is reached. */
  portOf(listenerPort: number): number {
    return listenerPort === standInPort ? this.definition.port : listenerPort
  }

  /** Opens the sockets of its listeners once it is provisioned; afterwards it is active, or failed. */
  open(): Promise<void> {
    if (!this.isProvisioned) return Promise.resolve()
    this.#opening ??= this.#openListeners()
    return this.#opening
  }

  async close(): Promise<void> {
    await Promise.all([...this.listeners.values()].map((listener) => listener.close()))
    this.listeners.clear()
  }

  describe(): Description {
    const { name, scheme, vpcId, createdAt, port } = this.definition
    return {
      LoadBalancerArn: this.arn,
      DNSName: `127.0.0.1:${port}`,
      CanonicalHostedZoneId: hostedZone,
      CreatedTime: new Date(createdAt),
      LoadBalancerName: name,
      Scheme: scheme,
      VpcId: vpcId,
      State: this.#state(),
      Type: 'application',
      AvailabilityZones: this.describeZones(),
      SecurityGroups: [...this.securityGroups],
      IpAddressType: 'ipv4',
    }
  }

  describeZones() {
    return this.subnets.map(({ id, zone }) => ({ ZoneName: zone, SubnetId: id, LoadBalancerAddresses: [] }))
  }

  #state(): NonNullable<Description['State']> {
    if (this.#failure !== undefined) return { Code: 'failed', Reason: this.#failure }
    return { Code: this.#isOpen ? 'active' : 'provisioning' }
  }

  async #openListeners(): Promise<void> {
    try {
      for (const listener of this.listeners.values()) await listener.open()
      this.#isOpen = true
    } catch (error) {
      this.#failure = (error as Error).message
      this.#cloud.note(`load balancer ${this.definition.name} failed: ${this.#failure}`)
    }
  }
}
