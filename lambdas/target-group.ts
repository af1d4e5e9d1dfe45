import {
  CreateTargetGroupCommand,
  DeleteTargetGroupCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  type TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import * as z from 'zod'
import { given, isOurs, refuseUnlessOurs } from './core/aws.ts'
import { namesOf, tagsOf } from './core/names.ts'
import { payload, step } from './core/step.ts'
import { healthCheck } from './input.ts'
import { balancing, balancingTags, targetGroupNamedFor } from './lookups/load-balancing.ts'

/** A target on its way out is kept for this long; AWS's default of 300 s would outlast most phases of a scenario. */
const deregistrationDelaySeconds = 10

/** Creates the target group; one of ours gets the health check and the delay that are asked for now. */
export const CreateTargetGroup = step(
  payload({ vpcId: z.string(), healthCheck }),
  async ({ service, execution, vpcId, healthCheck }) => {
    const wanted = healthSettings(healthCheck)
    const present = await targetGroupNamedFor(service)
    const targetGroup = present
      ? await adopted(present, service, wanted)
      : await created(service, execution, vpcId, wanted)
    const targetGroupArn = given(targetGroup.TargetGroupArn, 'TargetGroupArn')
    await shortenDeregistration(targetGroupArn)
    return { targetGroupArn }
  },
)

/** AWS refuses with `InUse` while a listener forwards to the group. */
export const DeleteTargetGroup = step(payload({}), async ({ service }) => {
  const present = await targetGroupNamedFor(service)
  if (!present || !isOurs(await balancingTags(present.TargetGroupArn), service)) return { deleted: [] }
  await balancing.send(new DeleteTargetGroupCommand({ TargetGroupArn: present.TargetGroupArn }))
  return { deleted: [namesOf(service).targetGroup] }
})

type HealthSettings = ReturnType<typeof healthSettings>

function healthSettings({
  intervalSeconds,
  timeoutSeconds,
  healthyThreshold,
  unhealthyThreshold,
}: z.output<typeof healthCheck>) {
  return {
    HealthCheckPath: '/healthcheck',
    HealthCheckIntervalSeconds: intervalSeconds,
    HealthCheckTimeoutSeconds: timeoutSeconds,
    HealthyThresholdCount: healthyThreshold,
    UnhealthyThresholdCount: unhealthyThreshold,
    Matcher: { HttpCode: '200' },
  }
}

async function adopted(present: TargetGroup, service: string, wanted: HealthSettings): Promise<TargetGroup> {
  const { TargetGroupArn, TargetGroupName } = present
  refuseUnlessOurs(await balancingTags(TargetGroupArn), service, `The target group ${TargetGroupName}`)
  if (differs(present, wanted)) await balancing.send(new ModifyTargetGroupCommand({ TargetGroupArn, ...wanted }))
  return present
}

async function created(service: string, execution: string, VpcId: string, settings: HealthSettings) {
  const { TargetGroups } = await balancing.send(
    new CreateTargetGroupCommand({
      Name: namesOf(service).targetGroup,
      Protocol: 'HTTP',
      Port: 80,
      VpcId,
      TargetType: 'instance',
      HealthCheckProtocol: 'HTTP',
      ...settings,
      Tags: tagsOf(service, execution),
    }),
  )
  return given(TargetGroups?.[0], 'TargetGroups')
}

function differs(present: TargetGroup, { Matcher, ...plain }: HealthSettings): boolean {
  const members = Object.keys(plain) as (keyof typeof plain)[]
  return present.Matcher?.HttpCode !== Matcher.HttpCode || members.some((member) => present[member] !== plain[member])
}

async function shortenDeregistration(TargetGroupArn: string): Promise<void> {
  const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: String(deregistrationDelaySeconds) }]
  await balancing.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes }))
}
