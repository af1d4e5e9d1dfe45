/** Settings of a group that this cloud has nothing to do with. */
const settings = ['CapacityRebalance', 'DesiredCapacityType', 'ServiceLinkedRoleARN', 'SkipZonalShiftValidation']

const refusedSettings = [
  'AvailabilityZoneDistribution',
  'AvailabilityZoneIds',
  'AvailabilityZoneImpairmentPolicy',
  'CapacityReservationSpecification',
  'DeletionProtection',
  'InstanceLifecyclePolicy',
  'InstanceMaintenancePolicy',
  'LaunchConfigurationName',
  'MaxInstanceLifetime',
  'MixedInstancesPolicy',
  'PlacementGroup',
]

/** Parameters that are accepted and have no effect here. */
export const unhonoured: Record<string, string[]> = {
  CancelInstanceRefresh: ['WaitForTransitioningInstances'],
  CreateAutoScalingGroup: settings,
  DescribeAutoScalingGroups: ['IncludeManagedResources'],
  DescribeAutoScalingInstances: ['IncludeManagedResources'],
  DescribeScalingActivities: ['IncludeManagedResources'],
  DescribeTags: ['IncludeManagedResources'],
  UpdateAutoScalingGroup: settings,
}

/** Parameters that are refused with ValidationError. */
export const refused: Record<string, string[]> = {
  AttachTrafficSources: ['SkipZonalShiftValidation'],
  CreateAutoScalingGroup: [
    ...refusedSettings,
    'InstanceId',
    'LifecycleHookSpecificationList',
    'LoadBalancerNames',
    'Operator',
  ],
  DescribeScalingActivities: ['Filters'],
  TerminateInstanceInAutoScalingGroup: ['AutoScalingGroupName', 'InstanceIds'],
  UpdateAutoScalingGroup: refusedSettings,
}
