import type {
  DescribeTargetHealthInput,
  DescribeTargetHealthOutput,
  TargetHealth,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Call } from '../../operation.ts'
import { findTargetGroup } from './find.ts'
import { readTargets } from './target-descriptions.ts'
import type { TargetGroup } from './target-group.ts'
import { notRegistered, targetHealth } from './target-health.ts'

export function handle(input: DescribeTargetHealthInput, { cloud }: Call): DescribeTargetHealthOutput {
  const group = findTargetGroup(cloud, input.TargetGroupArn)
  const include = new Set(input.Include ?? [])
  const describe = (id: string, port: number) => describeTarget(group, id, port, include)
  if (!input.Targets?.length)
    return { TargetHealthDescriptions: group.targets.map(({ id, port }) => describe(id, port)) }
  const asked = readTargets(input.Targets)
  return { TargetHealthDescriptions: asked.map(({ id, port }) => describe(id, port ?? group.definition.port)) }
}

function describeTarget(group: TargetGroup, id: string, port: number, include: Set<string>): TargetHealthDescription {
  const target = group.target(id, port)
  const { HealthCheckPort } = group.healthCheck
  const health: TargetHealth = target === undefined ? notRegistered : targetHealth(target, group.balancer)
  return {
    Target: { Id: id, Port: port },
    HealthCheckPort: HealthCheckPort === 'traffic-port' ? String(port) : HealthCheckPort,
    TargetHealth: health,
    ...(includes(include, 'AnomalyDetection')
      ? { AnomalyDetection: { Result: 'normal', MitigationInEffect: 'no' } }
      : {}),
  }
}

function includes(include: Set<string>, part: string): boolean {
  return include.has(part) || include.has('All')
}
