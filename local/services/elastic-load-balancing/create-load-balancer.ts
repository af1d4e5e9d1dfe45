import type { CreateLoadBalancerInput, CreateLoadBalancerOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import type { Call } from '../../operation.ts'
import { releasePort, takePort } from '../../virtual-machines/loopback-port.ts'
import { newArn, newId } from './arn.ts'
import { checkName, oneOf, unsupported } from './errors.ts'
import { LoadBalancer } from './load-balancer.ts'
import { networkNeeds } from './network-needs.ts'
import { readSecurityGroups, readSubnets } from './subnets.ts'
import { checkTags, taggingNeeds } from './tags.ts'

/** The load balancer of the name or, where there is none, one to be. */
export function resources({ Name = '' }: CreateLoadBalancerInput, { cloud }: Call): string[] {
  return [named(cloud, Name)?.arn ?? newArn(cloud, `loadbalancer/app/${Name}/${'0'.repeat(16)}`)]
}

export function needs(input: CreateLoadBalancerInput, call: Call) {
  return [
    ...networkNeeds.CreateLoadBalancer,
    ...taggingNeeds('CreateLoadBalancer', resources(input, call)[0] ?? '*', input.Tags),
  ]
}

export function conditions({ Scheme, SecurityGroups, Subnets }: CreateLoadBalancerInput) {
  return {
    'elasticloadbalancing:Scheme': Scheme ?? 'internet-facing',
    ...(SecurityGroups?.length ? { 'elasticloadbalancing:SecurityGroup': SecurityGroups } : {}),
    ...(Subnets?.length ? { 'elasticloadbalancing:Subnet': Subnets } : {}),
  }
}

/** A second creation with the same settings answers with the first balancer. */
export async function handle(input: CreateLoadBalancerInput, { cloud }: Call): Promise<CreateLoadBalancerOutput> {
  const request = read(input, cloud)
  const known = existing(cloud, request)
  if (known !== undefined) return { LoadBalancers: [known.describe()] }
  const port = await takePort()
  const balancer = existing(cloud, request) ?? create(cloud, request, port)
  if (balancer.definition.port !== port) releasePort(port)
  return { LoadBalancers: [balancer.describe()] }
}

function create(cloud: Cloud, request: ReturnType<typeof read>, port: number): LoadBalancer {
  const { subnets, securityGroups, tags, ...definition } = request
  const arn = newArn(cloud, `loadbalancer/app/${request.name}/${newId()}`)
  const createdAt = cloud.clock.now()
  const balancer = new LoadBalancer(cloud, arn, { ...definition, createdAt, port }, subnets, securityGroups)
  cloud.elasticLoadBalancing.addLoadBalancer(balancer)
  cloud.tags.add(arn, tags)
  return balancer
}

/** The balancer of the name; throws where its settings are others. */
function existing(cloud: Cloud, request: ReturnType<typeof read>): LoadBalancer | undefined {
  const balancer = named(cloud, request.name)
  if (balancer === undefined || isSame(balancer, request)) return balancer
  const words = `A load balancer with the same name '${request.name}' exists, but with different settings`
  throw new AwsError('DuplicateLoadBalancerName', words)
}

function read(input: CreateLoadBalancerInput, cloud: Cloud) {
  const type = oneOf(input.Type, 'type', ['application', 'network', 'gateway'])
  if (type !== 'application') throw unsupported(`The load balancer type '${type}'`)
  const addresses = oneOf(input.IpAddressType, 'ipAddressType', ['ipv4', 'dualstack', 'dualstack-without-public-ipv4'])
  if (addresses !== 'ipv4') throw unsupported(`The IP address type '${addresses}'`)
  for (const member of ['CustomerOwnedIpv4Pool', 'EnablePrefixForIpv6SourceNat', 'IpamPools'] as const)
    if (input[member] !== undefined) throw unsupported(member)
  const tags = input.Tags ?? []
  checkTags(tags)
  const subnets = readSubnets(cloud, input)
  const vpcId = subnets[0]?.vpcId ?? ''
  return {
    name: checkName(input.Name ?? '', 'Load balancer'),
    scheme: oneOf(input.Scheme, 'scheme', ['internet-facing', 'internal']),
    vpcId,
    subnets,
    securityGroups: readSecurityGroups(cloud, input.SecurityGroups, vpcId),
    tags,
  }
}

function isSame({ definition, subnets, securityGroups }: LoadBalancer, request: ReturnType<typeof read>): boolean {
  const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id)
  return (
    definition.scheme === request.scheme &&
    sameMembers(ids(subnets), ids(request.subnets)) &&
    sameMembers(securityGroups, request.securityGroups)
  )
}

function sameMembers(one: readonly string[], other: readonly string[]): boolean {
  return [...one].sort().join() === [...other].sort().join()
}

function named({ elasticLoadBalancing }: Cloud, name: string): LoadBalancer | undefined {
  return [...elasticLoadBalancing.loadBalancers.values()].find(({ definition }) => definition.name === name)
}
