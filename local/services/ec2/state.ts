import type { RunInstancesRequest } from '@aws-sdk/client-ec2'
import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import { find, newId, stableId } from './requests/resource-id.ts'
import { Addresses } from './resources/addresses.ts'
import { type Image, publicImages } from './resources/image.ts'
import { Instance, type InstanceDescription, rememberedSeconds } from './resources/instance.ts'
import type { KeyPair } from './resources/key-pair.ts'
import { type LaunchPlan, planLaunch } from './resources/launch-plan.ts'
import type { LaunchTemplate } from './resources/launch-template.ts'
import { defaultNetwork, type Subnet, type Vpc } from './resources/network.ts'
import { Power } from './resources/power.ts'
import { associationState, newAssociation, type ProfileAssociation } from './resources/profile-association.ts'
import { admits, newSecurityGroup, type SecurityGroup, type Traffic } from './resources/security-group.ts'
import { StateChanges, type StateListener } from './resources/state-changes.ts'

/** Networks, security groups, launch templates and instances of the account in its region. */
export class Ec2State {
  readonly cloud: Cloud
  readonly vpcs: ReadonlyMap<string, Vpc>
  readonly subnets: ReadonlyMap<string, Subnet>
  readonly images: ReadonlyMap<string, Image>
  /** Image ids by the last part of their public SSM parameter's name. */
  readonly publicImages: Readonly<Record<string, string>>
  readonly securityGroups = new Map<string, SecurityGroup>()
  readonly keyPairs = new Map<string, KeyPair>()
  readonly launchTemplates = new Map<string, LaunchTemplate>()
  readonly instances = new Map<string, Instance>()
  readonly associations = new Map<string, ProfileAssociation>()
  /** What earlier RunInstances calls have launched, by client token. */
  readonly launchTokens = new Map<string, { fingerprint: string; reservationId: string }>()
  readonly #addresses = new Addresses()
  readonly #changes = new StateChanges()
  readonly power: Power

  constructor(cloud: Cloud) {
    const { vpc, subnets } = defaultNetwork(cloud)
    const { images, parameters } = publicImages(cloud)
    const id = stableId('sg', cloud.account, vpc.id, 'default')
    const group = newSecurityGroup('default', 'default VPC security group', vpc.id, id)
    const self = { id: stableId('sgr', id), groupId: id, isEgress: false, peer: { groupId: id } }
    group.rules.push({ ...self, protocol: '-1', fromPort: -1, toPort: -1 })
    this.cloud = cloud
    this.power = new Power(cloud, this.#changes, this.#addresses)
    this.vpcs = new Map([[vpc.id, vpc]])
    this.subnets = new Map(subnets.map((subnet) => [subnet.id, subnet]))
    this.images = new Map(images.map((image) => [image.id, image]))
    this.publicImages = parameters
    this.securityGroups.set(id, group)
  }

  arn(type: string, id: string): string {
    return `arn:aws:ec2:${this.cloud.region}:${this.cloud.account}:${type}/${id}`
  }

  instance(id: string): Instance | undefined {
    return this.instances.get(id)
  }

  /** Instances that still have their network interface and their volume. */
  get attached(): Instance[] {
    return [...this.instances.values()].filter(({ stateName }) => stateName !== 'terminated')
  }

  /** Checks a launch without making anything. Throws AwsError as `launch` does. */
  checkLaunch(request: Partial<RunInstancesRequest>): LaunchPlan {
    return planLaunch(this, request)
  }

  /**
   * Launches instances as RunInstances does, with tags of AWS's own (`aws:…`) where a service launches them.
   * Throws AwsError in EC2's words.
   */
  launch(request: Partial<RunInstancesRequest>, ownTags: Record<string, string> = {}): Instance[] {
    const plan = planLaunch(this, request)
    const reservationId = newId('r')
    const instances = Array.from({ length: plan.count }, (_, index) => this.#launchOne(plan, reservationId, index))
    for (const { arn } of instances) this.cloud.tags.add(arn, ownTags)
    return instances
  }

  /** Terminates instances; those already on their way keep their time. Throws for ids that are not there. */
  terminate(ids: readonly string[]): void {
    for (const instance of ids.map((id) => find(this.instances, id, 'instance'))) {
      if (instance.terminatedAt === undefined) this.#terminateOne(instance)
    }
  }

  /** Calls `listener` at each change of state from now on, until the returned function is called. */
  onStateChange(listener: StateListener): () => void {
    return this.#changes.subscribe(listener)
  }

  /** Associations of an instance that are not over, the oldest first. */
  associationsOf(instanceId: string): ProfileAssociation[] {
    const now = this.cloud.clock.now()
    return [...this.associations.values()].filter(
      (each) => each.instanceId === instanceId && associationState(each, now),
    )
  }

  defaultSecurityGroup(vpcId: string): SecurityGroup {
    return this.securityGroupNamed('default', vpcId)
  }

  /** The group of a name in a VPC, by default the default VPC. Throws EC2's error where there is none. */
  securityGroupNamed(name: string, vpcId = this.defaultVpc.id): SecurityGroup {
    const group = [...this.securityGroups.values()].find((each) => each.name === name && each.vpcId === vpcId)
    if (group) return group
    const message = `The security group '${name}' does not exist in default VPC '${vpcId}'`
    throw new AwsError('InvalidGroup.NotFound', message)
  }

  get defaultVpc(): Vpc {
    const [vpc] = this.vpcs.values()
    if (!vpc) throw new AwsError('VPCIdNotSpecified', 'No default VPC for this user')
    return vpc
  }

  keyPairNamed(name: string): KeyPair | undefined {
    return [...this.keyPairs.values()].find((each) => each.name === name)
  }

  /** Whether security groups let TCP traffic in, for load balancers that stand before instances. */
  admits(groupIds: readonly string[], traffic: Traffic): boolean {
    return admits(
      groupIds.flatMap((id) => this.securityGroups.get(id) ?? []),
      traffic,
    )
  }

  /** Whether an instance that still has its network interface is in the group. */
  isGroupInUse(groupId: string): boolean {
    return this.attached.some(({ description }) => description.groups.some(({ id }) => id === groupId))
  }

  /** What a new network interface in a subnet has of its own. */
  newInterface(subnet: Subnet, hasPublicIp: boolean) {
    return {
      networkInterfaceId: newId('eni'),
      macAddress: this.#addresses.newMac(),
      privateIp: this.#addresses.newPrivate(subnet.cidr),
      ...(hasPublicIp ? { publicIp: this.#addresses.newPublic() } : {}),
    }
  }

  /** Kills every machine. */
  async close(): Promise<void> {
    await Promise.all([...this.instances.values()].map(({ machine }) => machine.destroy()))
  }

  #launchOne(plan: LaunchPlan, reservationId: string, launchIndex: number): Instance {
    const { clock, tags } = this.cloud
    const { publicIp, ...own } = this.newInterface(plan.description.subnet, plan.hasPublicIp)
    const description: InstanceDescription = {
      ...plan.description,
      ...own,
      id: newId('i'),
      reservationId,
      launchIndex,
      launchedAt: clock.now(),
      volumeId: newId('vol'),
    }
    const instance = new Instance(this.cloud, description, publicIp)
    this.instances.set(instance.id, instance)
    tags.add(instance.arn, plan.tags.get('instance') ?? [])
    for (const [type, arn] of this.#attachmentsOf(description)) tags.add(arn, plan.tags.get(type) ?? [])
    const { template } = description
    if (template) {
      const version = String(template.version)
      tags.add(instance.arn, { 'aws:ec2launchtemplate:id': template.id, 'aws:ec2launchtemplate:version': version })
    }
    if (plan.profile) this.#associate(instance.id, plan.profile)
    this.power.boot(instance)
    return instance
  }

  #terminateOne(instance: Instance): void {
    const { clock } = this.cloud
    const shuttingDown = this.power.terminate(instance)
    for (const association of this.associationsOf(instance.id)) association.endsAt = clock.now() + shuttingDown
    clock.after(shuttingDown, () => {
      for (const [, arn] of this.#attachmentsOf(instance.description)) this.cloud.tags.forget(arn)
    })
    clock.after(shuttingDown + rememberedSeconds * 1000, () => this.#forget(instance))
  }

  /** What goes with an instance and has tags of its own, by type. */
  #attachmentsOf({ networkInterfaceId, volumeId }: InstanceDescription): [type: string, arn: string][] {
    return [
      ['network-interface', this.arn('network-interface', networkInterfaceId)],
      ['volume', this.arn('volume', volumeId)],
    ]
  }

  #associate(instanceId: string, profile: { arn: string; id: string }): void {
    const effectiveAt = this.cloud.clock.now() + this.cloud.latencies.instancePending * 1000
    const association = newAssociation(instanceId, profile, effectiveAt)
    this.associations.set(association.id, association)
  }

  #forget(instance: Instance): void {
    this.instances.delete(instance.id)
    for (const { id, instanceId } of this.associations.values())
      if (instanceId === instance.id) this.associations.delete(id)
    this.cloud.tags.forget(instance.arn)
  }
}
