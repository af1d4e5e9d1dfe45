import type { Cloud } from '../../../cloud.ts'
import { type Endpoint, Machine } from '../../../machines/machine.ts'
import type { MetadataFacts } from '../../../machines/metadata-facts.ts'
import type { Image } from './image.ts'
import type { InstanceStateName, MetadataOptions } from './instance-attributes.ts'
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
  readonly publicIp?: string
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
  terminatedAt: number | undefined
  terminationReason = 'Client.UserInitiatedShutdown: User initiated shutdown'
  readonly #cloud: Cloud

  constructor(cloud: Cloud, description: InstanceDescription) {
    this.description = description
    this.arn = `arn:aws:ec2:${cloud.region}:${cloud.account}:instance/${description.id}`
    this.machine = new Machine(cloud, description.id, description.userData, () => this.#facts())
    this.#cloud = cloud
  }

  get id(): string {
    return this.description.id
  }

  get zone(): string {
    return this.description.subnet.zone
  }

  /** Where the instance's port 80 listens on loopback; undefined before it has booted and once it shuts down. */
  get endpoint(): Endpoint | undefined {
    return this.terminatedAt === undefined ? this.machine.endpoint : undefined
  }

  get stateName(): InstanceStateName {
    const { clock, latencies } = this.#cloud
    const now = clock.now()
    if (this.terminatedAt !== undefined)
      return now < this.terminatedAt + latencies.instanceShuttingDown * 1000 ? 'shutting-down' : 'terminated'
    return now < this.description.launchedAt + latencies.instancePending * 1000 ? 'pending' : 'running'
  }

  /** Whether status checks have passed: they need a while after `running`. */
  get hasPassedChecks(): boolean {
    const { clock, latencies } = this.#cloud
    const seconds = latencies.instancePending + latencies.instanceBoot
    return this.stateName === 'running' && clock.now() >= this.description.launchedAt + seconds * 1000
  }

  get isLive(): boolean {
    return this.stateName === 'pending' || this.stateName === 'running'
  }

  get privateDnsName(): string {
    return `ip-${this.description.privateIp.replaceAll('.', '-')}.${this.#cloud.region}.compute.internal`
  }

  get publicDnsName(): string {
    const { publicIp } = this.description
    return publicIp && this.isLive
      ? `ec2-${publicIp.replaceAll('.', '-')}.${this.#cloud.region}.compute.amazonaws.com`
      : ''
  }

  #facts(): MetadataFacts {
    const { account, region, clock, tags, ec2, iam } = this.#cloud
    const { id, image, type, subnet, groups, metadataOptions, publicIp, userData, ...own } = this.description
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
      launchedAt: new Date(own.launchedAt),
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
