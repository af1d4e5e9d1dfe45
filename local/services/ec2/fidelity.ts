const managed = ['IncludeManagedResources']
const ofPeers = ['IpPermissions.UserIdGroupPairs.PeeringStatus', 'IpPermissions.UserIdGroupPairs.VpcId']
const flatEgress = [
  'SourceSecurityGroupName',
  'SourceSecurityGroupOwnerId',
  'IpProtocol',
  'FromPort',
  'ToPort',
  'CidrIp',
]

/** Parameters that are accepted and ignored. */
export const ignored: Record<string, string[]> = {
  AuthorizeSecurityGroupEgress: ofPeers,
  AuthorizeSecurityGroupIngress: ['SourceSecurityGroupOwnerId', ...ofPeers],
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
  RevokeSecurityGroupEgress: ofPeers,
  RevokeSecurityGroupIngress: ['SourceSecurityGroupOwnerId', ...ofPeers],
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
  StartInstances: ['AdditionalInfo'],
  StopInstances: ['Force', 'SkipOsShutdown'],
  TerminateInstances: ['Force', 'SkipOsShutdown'],
}

const ofPermissions = ['IpPermissions.UserIdGroupPairs.VpcPeeringConnectionId']
const ofPlacement = [
  'Affinity',
  'GroupId',
  'GroupName',
  'HostId',
  'HostResourceGroupArn',
  'PartitionNumber',
  'SpreadDomain',
]
const ofInterfaces = [
  'AssociateCarrierIpAddress',
  'ConnectionTrackingSpecification',
  'EnaQueueCount',
  'EnaSrdSpecification',
  'Ipv4PrefixCount',
  'Ipv4Prefixes',
  'Ipv6AddressCount',
  'Ipv6Addresses',
  'Ipv6PrefixCount',
  'Ipv6Prefixes',
  'NetworkInterfaceId',
  'PrimaryIpv6',
  'PrivateIpAddress',
  'PrivateIpAddresses',
  'SecondaryPrivateIpAddressCount',
]

/** Parameters that are refused. Those of RunInstances also in a launch template. */
export const refused: Record<string, string[]> = {
  AuthorizeSecurityGroupEgress: [...flatEgress, ...ofPermissions],
  AuthorizeSecurityGroupIngress: ofPermissions,
  CreateLaunchTemplate: ['Operator'],
  DescribeKeyPairs: ['IncludePublicKey'],
  RevokeSecurityGroupEgress: [...flatEgress, ...ofPermissions],
  RevokeSecurityGroupIngress: ofPermissions,
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
    ...ofInterfaces.map((member) => `NetworkInterfaces.${member}`),
    'Operator',
    ...ofPlacement.map((member) => `Placement.${member}`),
    'PrivateIpAddress',
    'RamdiskId',
    'SecondaryInterfaces',
  ],
  StopInstances: ['Hibernate'],
}

/** Where EC2 differs from AWS's, as sentences for docs/fidelity.md. */
export const differences: readonly string[] = [
  'Descriptions take the filters that are most used; every other one is refused as invalid, as EC2 refuses those that do not exist.',
  'An instance has one network interface and one volume, both only described and tagged: there is no operation on volumes.',
]
