import {
  AttachLoadBalancerTargetGroupsCommand,
  type AutoScalingGroup,
  CreateAutoScalingGroupCommand,
  DeleteAutoScalingGroupCommand,
  ResumeProcessesCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling'
import * as z from 'zod'
import { autoScaling, groupNamedFor } from './auto-scaling.ts'
import { found, isOurs, refuseUnlessOurs } from './core/aws.ts'
import { StepError } from './core/errors.ts'
import { namesOf, tagsOf } from './core/names.ts'
import { payload, step } from './core/step.ts'

/** An instance needs that long at worst to install and start its server; until then its health is not acted upon. */
const graceSeconds = 120

/** Makes the group, or brings ours to what is asked for now, also from what a lost scenario has left it in. */
export const CreateAutoScalingGroup = step(
  payload({ capacity: z.int(), subnetIds: z.array(z.string()), launchTemplateId: z.string() }),
  async ({ service, execution, capacity, subnetIds, launchTemplateId }) => {
    const { group } = namesOf(service)
    const wanted = settings(capacity, subnetIds, launchTemplateId)
    const present = await groupNamedFor(service)
    if (!present) {
      const Tags = tagsOf(service, execution).map((tag) => ({ ...tag, PropagateAtLaunch: false }))
      await autoScaling.send(new CreateAutoScalingGroupCommand({ AutoScalingGroupName: group, ...wanted, Tags }))
      return { group }
    }
    refuseUnlessOurs(present.Tags, service, `The Auto Scaling group ${group}`)
    if (present.Status) throw new StepError('InUse', `The Auto Scaling group ${group} is still being deleted.`)
    if (differs(present, wanted)) {
      await autoScaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: group, ...wanted }))
    }
    if (present.SuspendedProcesses?.length) {
      await autoScaling.send(new ResumeProcessesCommand({ AutoScalingGroupName: group }))
    }
    return { group }
  },
)

/** Attached by itself, because group and target group are made at the same time. */
export const AttachTargetGroup = step(payload({ targetGroupArn: z.string() }), async ({ service, targetGroupArn }) => {
  const present = await groupNamedFor(service)
  if (present?.TargetGroupARNs?.includes(targetGroupArn)) return { attached: false }
  await autoScaling.send(
    new AttachLoadBalancerTargetGroupsCommand({
      AutoScalingGroupName: namesOf(service).group,
      TargetGroupARNs: [targetGroupArn],
    }),
  )
  return { attached: true }
})

/** Forced, so that AWS terminates the instances with the group. That takes time: DeleteInstances looks after it. */
export const DeleteAutoScalingGroup = step(payload({}), async ({ service }) => {
  const { group } = namesOf(service)
  const present = await groupNamedFor(service)
  if (!present || present.Status || !isOurs(present.Tags, service)) return { deleted: [] }
  const request = new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: group, ForceDelete: true })
  await found(autoScaling.send(request))
  return { deleted: [group] }
})

type Settings = ReturnType<typeof settings>

function settings(capacity: number, subnetIds: string[], launchTemplateId: string) {
  return {
    MinSize: capacity,
    MaxSize: capacity,
    DesiredCapacity: capacity,
    VPCZoneIdentifier: subnetIds.join(','),
    LaunchTemplate: { LaunchTemplateId: launchTemplateId, Version: '$Default' },
    HealthCheckType: 'ELB',
    HealthCheckGracePeriod: graceSeconds,
  }
}

function differs(present: AutoScalingGroup, { LaunchTemplate, VPCZoneIdentifier, ...plain }: Settings): boolean {
  const members = Object.keys(plain) as (keyof typeof plain)[]
  return (
    present.LaunchTemplate?.LaunchTemplateId !== LaunchTemplate.LaunchTemplateId ||
    sorted(present.VPCZoneIdentifier) !== sorted(VPCZoneIdentifier) ||
    members.some((member) => present[member] !== plain[member])
  )
}

function sorted(subnets = ''): string {
  return subnets.split(',').toSorted().join()
}
