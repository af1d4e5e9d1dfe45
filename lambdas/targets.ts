import { DescribeScalingActivitiesCommand, type Instance } from '@aws-sdk/client-auto-scaling'
import { DescribeTargetHealthCommand, type TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2'
import * as z from 'zod'
import { namesOf } from './core/names.ts'
import { payload, step } from './core/step.ts'
import { autoScaling, groupNamedFor } from './lookups/auto-scaling.ts'
import { templateNamedFor } from './lookups/launch-template.ts'
import { balancing } from './lookups/load-balancing.ts'

/** One instance of the group as the load balancer sees it. */
interface InstanceHealth {
  id: string
  zone: string
  /** `initial`, `healthy`, `unhealthy`, `draining`, `unused`, or `launching` before it is registered. */
  state: string
  reason: string
}

/**
 * `ready` once `capacity` instances of the group are healthy. Until then `problem` says why the group's last launch
 * failed, if it did: an instance type the zone does not offer shows nowhere else. `outdated` are the instances of an
 * earlier version of the launch template, which the group keeps until something else replaces them.
 */
export const CheckTargets = step(
  payload({ targetGroupArn: z.string(), capacity: z.int() }),
  async ({ service, targetGroupArn, capacity }) => {
    const [group, template, health] = await Promise.all([
      groupNamedFor(service),
      templateNamedFor(service),
      balancing.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn })),
    ])
    const targets = (group?.Instances ?? []).map((instance) =>
      healthOf(instance, health.TargetHealthDescriptions ?? []),
    )
    const healthy = targets.filter(({ state }) => state === 'healthy')
    const ready = healthy.length >= capacity
    const zones = [...new Set(healthy.map(({ zone }) => zone))].toSorted()
    const outdated = (group?.Instances ?? [])
      .filter(({ LaunchTemplate }) => LaunchTemplate?.Version !== String(template?.DefaultVersionNumber))
      .map(({ InstanceId = '' }) => InstanceId)
    return { ready, zones, targets, outdated, problem: ready ? '' : await failedLaunch(service) }
  },
)

function healthOf(
  { InstanceId = '', AvailabilityZone = '' }: Instance,
  health: TargetHealthDescription[],
): InstanceHealth {
  const seen = health.find(({ Target }) => Target?.Id === InstanceId)?.TargetHealth
  return {
    id: InstanceId,
    zone: AvailabilityZone,
    state: seen?.State ?? 'launching',
    reason: [seen?.Reason, seen?.Description].filter(Boolean).join(': '),
  }
}

async function failedLaunch(service: string): Promise<string> {
  const AutoScalingGroupName = namesOf(service).group
  const request = new DescribeScalingActivitiesCommand({ AutoScalingGroupName, MaxRecords: 1 })
  const newest = (await autoScaling.send(request)).Activities?.[0]
  return newest?.StatusCode === 'Failed' ? (newest.StatusMessage ?? '') : ''
}
