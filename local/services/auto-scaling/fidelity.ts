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

/** Parameters that are accepted and ignored. */
export const ignored: Record<string, string[]> = {
  CancelInstanceRefresh: ['WaitForTransitioningInstances'],
  CreateAutoScalingGroup: [...settings, 'TrafficSources.Type'],
  DeleteTags: ['Tags.PropagateAtLaunch', 'Tags.ResourceType'],
  DescribeAutoScalingGroups: ['IncludeManagedResources'],
  DescribeAutoScalingInstances: ['IncludeManagedResources'],
  DescribeScalingActivities: ['IncludeManagedResources'],
  DescribeTags: ['IncludeManagedResources'],
  UpdateAutoScalingGroup: settings,
}

/** Parameters that are refused. */
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
  StartInstanceRefresh: [
    'DesiredConfiguration.MixedInstancesPolicy',
    'Preferences.AlarmSpecification',
    'Preferences.AutoRollback',
    'Preferences.BakeTime',
    'Preferences.CheckpointDelay',
    'Preferences.CheckpointPercentages',
    'Preferences.MaxHealthyPercentage',
    'Preferences.ScaleInProtectedInstances',
    'Preferences.StandbyInstances',
  ],
  TerminateInstanceInAutoScalingGroup: ['AutoScalingGroupName', 'InstanceIds'],
  UpdateAutoScalingGroup: refusedSettings,
}
