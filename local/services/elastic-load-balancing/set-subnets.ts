import type { SetSubnetsInput, SetSubnetsOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { unsupported } from './errors.ts'
import { findLoadBalancer } from './find.ts'
import { readSubnets } from './subnets.ts'

export function resources({ LoadBalancerArn = '' }: SetSubnetsInput): string[] {
  return [LoadBalancerArn]
}

export function conditions({ Subnets }: SetSubnetsInput): Record<string, string[]> {
  return Subnets?.length ? { 'elasticloadbalancing:Subnet': Subnets } : {}
}

export function handle(input: SetSubnetsInput, { cloud }: Call): SetSubnetsOutput {
  const balancer = findLoadBalancer(cloud, input.LoadBalancerArn)
  if (input.IpAddressType !== undefined && input.IpAddressType !== 'ipv4')
    throw unsupported(`The IP address type '${input.IpAddressType}'`)
  if (input.EnablePrefixForIpv6SourceNat !== undefined) throw unsupported('EnablePrefixForIpv6SourceNat')
  const subnets = readSubnets(cloud, input)
  if (subnets[0]?.vpcId !== balancer.definition.vpcId)
    throw new AwsError('InvalidConfigurationRequest', 'The subnets must belong to the VPC of the load balancer')
  balancer.subnets = subnets
  cloud.elasticLoadBalancing.reviewTargetGroups(balancer.listenersTargetGroupArns)
  return { AvailabilityZones: balancer.describeZones(), IpAddressType: 'ipv4' }
}
