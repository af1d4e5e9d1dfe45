import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import { StepError } from '../core/errors.ts'
import { groupNamedFor } from '../lookups/auto-scaling.ts'
import { balancing, targetGroupNamedFor } from '../lookups/load-balancing.ts'
import type { Target } from './judging/sample.ts'

/** The zones of instances that have been seen; a draining target is in no group any more and keeps its zone here. */
export type Zones = Map<string, string>

/** The ARN of the service's target group. Throws `NotDeployed` where there is none. */
export async function targetGroupArnOf(service: string): Promise<string> {
  const arn = (await targetGroupNamedFor(service))?.TargetGroupArn
  if (arn) return arn
  throw new StepError('NotDeployed', `The service ${service} has no target group: deploy it first.`)
}

/** One look at the targets, in the order of their ids. Load balancing knows no zones, the group does. */
export async function lookAtTargets(service: string, TargetGroupArn: string, zones: Zones): Promise<Target[]> {
  const { TargetHealthDescriptions = [] } = await balancing.send(new DescribeTargetHealthCommand({ TargetGroupArn }))
  const unknown = TargetHealthDescriptions.map(({ Target }) => Target?.Id ?? '').filter((id) => !zones.has(id))
  if (unknown.length > 0) await learnZones(service, zones, unknown)
  return TargetHealthDescriptions.map(({ Target, TargetHealth }) => ({
    id: Target?.Id ?? '',
    zone: zones.get(Target?.Id ?? '') ?? '',
    state: TargetHealth?.State ?? 'unknown',
    ...(TargetHealth?.Reason && { reason: TargetHealth.Reason }),
    ...(TargetHealth?.Description && { description: TargetHealth.Description }),
  })).sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** The targets of a service right now; none once it is gone. */
export async function targetsOf(service: string): Promise<Target[]> {
  const arn = (await targetGroupNamedFor(service))?.TargetGroupArn
  return arn ? await lookAtTargets(service, arn, new Map()) : []
}

async function learnZones(service: string, zones: Zones, unknown: readonly string[]): Promise<void> {
  const group = await groupNamedFor(service)
  for (const { InstanceId = '', AvailabilityZone = '' } of group?.Instances ?? [])
    zones.set(InstanceId, AvailabilityZone)
  // Whoever is in no group any more is not looked for again: an earlier look knew its zone.
  for (const id of unknown) if (!zones.has(id)) zones.set(id, '')
}
