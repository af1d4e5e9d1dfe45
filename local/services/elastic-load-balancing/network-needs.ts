import type { Need } from '../../operation.ts'

/**
 * EC2 permissions that the caller needs as well. AWS asks for them in an account that has never had a load balancer,
 * and looks with its own service-linked role later; this cloud always asks. Source: Elastic Load Balancing User Guide,
 * "Elastic Load Balancing API permissions", and for GetSecurityGroupsForVpc the managed policy
 * ElasticLoadBalancingFullAccess, which has it since October 2024.
 */
export const networkNeeds: Readonly<Record<'CreateLoadBalancer' | 'CreateTargetGroup', Need[]>> = {
  CreateLoadBalancer: [
    { action: 'ec2:DescribeAccountAttributes', resource: '*' },
    { action: 'ec2:DescribeAddresses', resource: '*' },
    { action: 'ec2:DescribeInternetGateways', resource: '*' },
    { action: 'ec2:DescribeSecurityGroups', resource: '*' },
    { action: 'ec2:DescribeSubnets', resource: '*' },
    { action: 'ec2:DescribeVpcs', resource: '*' },
    { action: 'ec2:GetSecurityGroupsForVpc', resource: '*' },
  ],
  CreateTargetGroup: [
    { action: 'ec2:DescribeInternetGateways', resource: '*' },
    { action: 'ec2:DescribeVpcs', resource: '*' },
  ],
}
