const managed = ['IncludeManagedResources']
const flatEgress = [
  'SourceSecurityGroupName',
  'SourceSecurityGroupOwnerId',
  'IpProtocol',
  'FromPort',
  'ToPort',
  'CidrIp',
]

/** Parameters that are accepted and have no effect here. */
export const unhonoured: Record<string, string[]> = {
  AuthorizeSecurityGroupIngress: ['SourceSecurityGroupOwnerId'],
  CreateLaunchTemplateVersion: ['ResolveAlias'],
  DescribeImages: ['IncludeDeprecated', 'IncludeDisabled'],
  DescribeInstanceStatus: managed,
  DescribeInstanceTypes: ['IncludeUnsupportedInRegion'],
  DescribeInstances: managed,
  DescribeLaunchTemplateVersions: ['ResolveAlias', ...managed],
  DescribeLaunchTemplates: managed,
  DescribeNetworkInterfaces: managed,
  DescribeRegions: ['AllRegions'],
  GetConsoleOutput: ['Latest'],
  ModifyLaunchTemplate: ['ClientToken'],
  RevokeSecurityGroupIngress: ['SourceSecurityGroupOwnerId'],
  RunInstances: [
    'AdditionalInfo',
    'BlockDeviceMappings',
    'CpuOptions',
    'CreditSpecification',
    'DisableApiStop',
    'DisableApiTermination',
    'EbsOptimized',
    'InstanceInitiatedShutdownBehavior',
    'MaintenanceOptions',
    'Monitoring',
    'NetworkPerformanceOptions',
    'PrivateDnsNameOptions',
  ],
  TerminateInstances: ['Force', 'SkipOsShutdown'],
}

/** Parameters that are refused with UnsupportedOperation. Those of RunInstances also in a launch template. */
export const refused: Record<string, string[]> = {
  AuthorizeSecurityGroupEgress: flatEgress,
  CreateLaunchTemplate: ['Operator'],
  DescribeKeyPairs: ['IncludePublicKey'],
  RevokeSecurityGroupEgress: flatEgress,
  RunInstances: [
    'CapacityReservationSpecification',
    'ElasticGpuSpecification',
    'ElasticInferenceAccelerators',
    'EnablePrimaryIpv6',
    'EnclaveOptions',
    'HibernationOptions',
    'InstanceMarketOptions',
    'InstanceRequirements',
    'Ipv6AddressCount',
    'Ipv6Addresses',
    'KernelId',
    'LicenseSpecifications',
    'Operator',
    'PrivateIpAddress',
    'RamdiskId',
    'SecondaryInterfaces',
  ],
}
