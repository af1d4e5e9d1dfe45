import type { Cloud } from '../../../cloud.ts'
import { type Endpoint, Machine } from '../../../virtual-machines/machine.ts'
import type { MetadataFacts } from '../../../virtual-machines/metadata-facts.ts'
import type { Image } from './image.ts'
import { type InstanceStateName, type MetadataOptions, stateAt } from './instance-attributes.ts'
import type { InstanceTypeFacts } from './instance-type.ts'
import type { Subnet } from './network.ts'
import { effectiveProfile } from './profile-association.ts'
import type { SecurityGroup } from './security-group.ts'

/** How long EC2 still describes a terminated instance, in cloud seconds. */
export const rememberedSeconds = 3600

/** What an instance is from its launch on. */
export interface InstanceDescription {
  readonly id: string
  readonly reservationId: string
  readonly launchIndex: number
  readonly launchedAt: number
  readonly image: Image
  readonly type: InstanceTypeFacts
  readonly subnet: Subnet
  readonly groups: readonly SecurityGroup[]
  readonly networkInterfaceId: string
  readonly volumeId: string
  readonly privateIp: string
  readonly macAddress: string
  readonly keyName?: string
  readonly clientToken?: string
  readonly userData?: string
  readonly metadataOptions: MetadataOptions
  readonly template?: { readonly id: string; readonly version: number }
}

/** An instance: what EC2 says of it, computed from the clock, and the machine that stands for it. */
export class Instance {
  readonly description: InstanceDescription
  readonly arn: string
  readonly machine: Machine
  startedAt: number
  stoppedAt: number | undefined
  terminatedAt: number | undefined
  readonly #cloud: Cloud
  #publicIp: string | undefined

  constructor(cloud: Cloud, description: InstanceDescription, publicIp: string | undefined) {
    this.description = description
    this.arn = `arn:aws:ec2:${cloud.region}:${cloud.account}:instance/${description.id}`
    this.machine = new Machine(cloud, description.id, description.userData, () => this.#facts())
    this.startedAt = description.launchedAt
    this.#cloud = cloud
    this.#publicIp = publicIp
  }

  get id(): string {
    return this.description.id
  }

  get zone(): string {
    return this.description.subnet.zone
  }

  /** Where the instance's port 80 listens on loopback; undefined before it has booted and while it is off. */
  get endpoint(): Endpoint | undefined {
    return this.isLive ? this.machine.endpoint : undefined
  }

  get stateName(): InstanceStateName {
    return stateAt(this.#cloud.clock.now(), this, this.#cloud.latencies)
  }

  /** Whether status checks have passed: they need a while after `running`. */
  get hasPassedChecks(): boolean {
    const { clock, latencies } = this.#cloud
    const seconds = latencies.instancePending + latencies.instanceBoot
    return this.stateName === 'running' && clock.now() >= this.startedAt + seconds * 1000
  }

  get isLive(): boolean {
    return this.stateName === 'pending' || this.stateName === 'running'
  }

  /** Whether it is off and can be switched on again, or about to be. */
  get isOff(): boolean {
    return this.stateName === 'stopping' || this.stateName === 'stopped'
  }

  get privateDnsName(): string {
    return `ip-${this.description.privateIp.replaceAll('.', '-')}.${this.#cloud.region}.compute.internal`
  }

  /** Given back when it stops. */
  get publicIp(): string | undefined {
    return this.isLive ? this.#publicIp : undefined
  }

  /** Whether it gets a public address when it starts. */
  get isPublic(): boolean {
    return this.#publicIp !== undefined
  }

  /** Takes note that it is on again, with another public address. */
  start(now: number, publicIp: string | undefined): void {
    this.startedAt = now
    this.stoppedAt = undefined
    this.#publicIp = publicIp
  }

  get publicDnsName(): string {
    const { publicIp } = this
    return publicIp ? `ec2-${publicIp.replaceAll('.', '-')}.${this.#cloud.region}.compute.amazonaws.com` : ''
  }

  #facts(): MetadataFacts {
    const { account, region, clock, tags, ec2, iam } = this.#cloud
    const { id, image, type, subnet, groups, metadataOptions, userData, ...own } = this.description
    const { publicIp } = this
    const roleOf = (arn: string) => iam.instanceProfile(arn)?.roleArn
    const profile = effectiveProfile(ec2.associationsOf(id), clock.now(), roleOf)
    return {
      account,
      region,
      architecture: image.architecture,
      hostname: this.privateDnsName,
      imageId: image.id,
      instanceId: id,
      instanceType: type.name,
      launchedAt: new Date(this.startedAt),
      macAddress: own.macAddress,
      privateIp: own.privateIp,
      reservationId: own.reservationId,
      securityGroups: groups.map(({ name }) => name),
      zone: subnet.zone,
      zoneId: subnet.zoneId,
      enabled: metadataOptions.enabled,
      tokenRequired: metadataOptions.tokenRequired,
      ...(publicIp ? { publicIp } : {}),
      ...(userData ? { userData } : {}),
      ...(metadataOptions.tagsEnabled ? { tags: tags.of(this.arn) } : {}),
      ...(profile ? { profile } : {}),
    }
  }
}
