import type { SetSecurityGroupsInput, SetSecurityGroupsOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Call } from '../../operation.ts'
import { invalid, unsupported } from './errors.ts'
import { findLoadBalancer } from './find.ts'
import { readSecurityGroups } from './subnets.ts'

export function resources({ LoadBalancerArn = '' }: SetSecurityGroupsInput): string[] {
  return [LoadBalancerArn]
}

export function conditions({ SecurityGroups = [] }: SetSecurityGroupsInput) {
  return { 'elasticloadbalancing:SecurityGroup': SecurityGroups }
}

export function handle(input: SetSecurityGroupsInput, { cloud }: Call): SetSecurityGroupsOutput {
  const balancer = findLoadBalancer(cloud, input.LoadBalancerArn)
  if (input.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic !== undefined)
    throw unsupported('EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic')
  if (!input.SecurityGroups?.length) throw invalid('Security groups must be specified')
  balancer.securityGroups = readSecurityGroups(cloud, input.SecurityGroups, balancer.definition.vpcId)
  return { SecurityGroupIds: [...balancer.securityGroups] }
}
