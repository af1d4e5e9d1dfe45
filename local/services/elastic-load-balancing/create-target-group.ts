import { isDeepStrictEqual } from 'node:util'
import type { CreateTargetGroupInput, CreateTargetGroupOutput } from '@aws-sdk/client-elastic-load-balancing-v2'
import { AwsError } from '../../aws-error.ts'
import type { Cloud } from '../../cloud.ts'
import type { Call } from '../../operation.ts'
import { newArn, newId } from './arn.ts'
import { checkName, invalid, oneOf, unsupported, within } from './errors.ts'
import { healthCheckSettings, usualHealthCheck } from './health-check-settings.ts'
import { networkNeeds } from './network-needs.ts'
import { checkTags, taggingNeeds } from './tags.ts'
import { TargetGroup } from './target-group.ts'

/** The target group of the name or, where there is none, one to be. */
export function resources({ Name = '' }: CreateTargetGroupInput, { cloud }: Call): string[] {
  return [named(cloud, Name)?.arn ?? newArn(cloud, `targetgroup/${Name}/${'0'.repeat(16)}`)]
}

export function needs(input: CreateTargetGroupInput, call: Call) {
  return [
    ...networkNeeds.CreateTargetGroup,
    ...taggingNeeds('CreateTargetGroup', resources(input, call)[0] ?? '*', input.Tags),
  ]
}

/** A second creation with the same settings answers with the first group. */
export function handle(input: CreateTargetGroupInput, { cloud }: Call): CreateTargetGroupOutput {
  const definition = readDefinition(input, cloud)
  const healthCheck = healthCheckSettings(input, usualHealthCheck)
  checkTags(input.Tags ?? [])
  const existing = named(cloud, definition.name)
  if (existing !== undefined) {
    const same = isDeepStrictEqual([existing.definition, existing.healthCheck], [definition, healthCheck])
    if (!same)
      throw new AwsError(
        'DuplicateTargetGroupName',
        `A target group with the same name '${definition.name}' exists, but with different settings`,
      )
    return { TargetGroups: [existing.describe()] }
  }
  const arn = newArn(cloud, `targetgroup/${definition.name}/${newId()}`)
  const balancerOf = (group: TargetGroup) => cloud.elasticLoadBalancing.balancerOf(group)
  const group = new TargetGroup(cloud, arn, definition, healthCheck, balancerOf)
  cloud.elasticLoadBalancing.addTargetGroup(group)
  cloud.tags.add(arn, input.Tags ?? [])
  return { TargetGroups: [group.describe()] }
}

const protocols = ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP', 'GENEVE', 'QUIC', 'TCP_QUIC'] as const

function readDefinition(input: CreateTargetGroupInput, { ec2 }: Cloud) {
  const name = checkName(input.Name ?? '', 'Target group')
  const type = oneOf(input.TargetType, 'targetType', ['instance', 'ip', 'lambda', 'alb'])
  if (type !== 'instance') throw unsupported(`The target type '${type}'`)
  if (input.Protocol === undefined) throw invalid('A protocol must be specified')
  const protocol = oneOf(input.Protocol, 'protocol', protocols)
  if (protocol !== 'HTTP') throw unsupported(`The target group protocol '${protocol}'`)
  if ((input.ProtocolVersion ?? 'HTTP1') !== 'HTTP1')
    throw unsupported(`The protocol version '${input.ProtocolVersion}'`)
  if ((input.IpAddressType ?? 'ipv4') !== 'ipv4') throw unsupported(`The IP address type '${input.IpAddressType}'`)
  if (input.TargetControlPort !== undefined) throw unsupported('TargetControlPort')
  if (input.Port === undefined) throw invalid('A port must be specified')
  if (input.VpcId === undefined) throw invalid('A VPC ID must be specified')
  if (!ec2.vpcs.has(input.VpcId)) throw invalid(`The VPC ID '${input.VpcId}' is not found`)
  return { name, port: within(input.Port, 'port', 1, 65_535, 80), vpcId: input.VpcId }
}

function named({ elasticLoadBalancing }: Cloud, name: string): TargetGroup | undefined {
  return elasticLoadBalancing.targetGroups.find(({ definition }) => definition.name === name)
}
