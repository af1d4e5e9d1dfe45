import type { AutoScalingInstanceDetails, Instance as MemberShape } from '@aws-sdk/client-auto-scaling'
import type { Instance } from '../../ec2/resources/instance.ts'
import type { Activity } from './activity.ts'
import type { Group, TemplateChoice } from './group.ts'

/** Who found a member unhealthy. */
export type UnhealthyBy = 'EC2' | 'ELB' | 'user'

/** An instance of a group. Times are cloud milliseconds. */
export interface Member {
  readonly instance: Instance
  readonly template: TemplateChoice
  readonly launch: Activity
  lifecycle: 'Pending' | 'InService' | 'Terminating'
  inServiceAt?: number
  unhealthyBy?: UnhealthyBy
  isProtected: boolean
  /** Target groups it has been registered with. */
  readonly registeredWith: Set<string>
  /** Whether it came while AddToLoadBalancer was suspended: such an instance is never added. */
  readonly staysUnregistered: boolean
  /** Launched to balance zones, beyond the desired capacity, until it is in service. */
  isExtra: boolean
  termination?: Activity
}

/** A member as DescribeAutoScalingGroups shows it. */
export function memberView({ instance, template, lifecycle, unhealthyBy, isProtected }: Member): MemberShape {
  const { description } = instance
  return {
    InstanceId: instance.id,
    InstanceType: description.type.name,
    AvailabilityZone: instance.zone,
    AvailabilityZoneId: description.subnet.zoneId,
    LifecycleState: lifecycle,
    HealthStatus: unhealthyBy ? 'Unhealthy' : 'Healthy',
    LaunchTemplate: templateView(template),
    ImageId: description.image.id,
    ProtectedFromScaleIn: isProtected,
  }
}

/** The same as DescribeAutoScalingInstances shows it. */
export function instanceDetails(group: Group, member: Member): AutoScalingInstanceDetails {
  const { HealthStatus, ...view } = memberView(member)
  return { ...view, AutoScalingGroupName: group.name, HealthStatus: HealthStatus?.toUpperCase() }
}

export function templateView({ id, name, version }: TemplateChoice) {
  return { LaunchTemplateId: id, LaunchTemplateName: name, Version: version }
}
