import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling'
import type { Cloud } from '../../../cloud.ts'
import { attachedTargetGroups, type Group, zonesOf } from './group.ts'
import { memberView, templateView } from './member.ts'
import { tagViews } from './tags.ts'

/** A group as DescribeAutoScalingGroups shows it. */
export function groupView(cloud: Cloud, group: Group): AutoScalingGroup {
  const targetGroups = attachedTargetGroups(group)
  return {
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    LaunchTemplate: templateView(group.template),
    MinSize: group.minSize,
    MaxSize: group.maxSize,
    DesiredCapacity: group.desiredCapacity,
    DefaultCooldown: group.cooldownSeconds,
    AvailabilityZones: zonesOf(group),
    AvailabilityZoneIds: [...new Set(group.subnets.map(({ zoneId }) => zoneId))],
    LoadBalancerNames: [],
    TargetGroupARNs: targetGroups,
    TrafficSources: targetGroups.map((Identifier) => ({ Identifier, Type: 'elbv2' })),
    HealthCheckType: group.healthCheckType,
    HealthCheckGracePeriod: group.graceSeconds,
    Instances: group.members.map(memberView),
    CreatedTime: new Date(group.createdAt),
    SuspendedProcesses: [...group.suspended].map(([ProcessName, SuspensionReason]) => ({
      ProcessName,
      SuspensionReason,
    })),
    VPCZoneIdentifier: group.vpcZoneIdentifier ?? '',
    EnabledMetrics: [],
    Tags: tagViews(cloud, group),
    TerminationPolicies: [...group.terminationPolicies],
    NewInstancesProtectedFromScaleIn: group.protectsNew,
    ServiceLinkedRoleARN: `arn:aws:iam::${cloud.account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    ...(group.warmupSeconds === undefined ? {} : { DefaultInstanceWarmup: group.warmupSeconds }),
    ...(group.context === undefined ? {} : { Context: group.context }),
    ...(group.deletion ? { Status: 'Delete in progress' } : {}),
  }
}
