import {
  AttachLoadBalancerTargetGroupsCommand,
  type AutoScalingGroup,
  CreateAutoScalingGroupCommand,
  DeleteAutoScalingGroupCommand,
  ResumeProcessesCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling'
import * as z from 'zod'
import { found, isOurs, refuseUnlessOurs } from './core/aws.ts'
import { StepError } from './core/errors.ts'
import { namesOf, tagsOf } from './core/names.ts'
import { payload, step } from './core/step.ts'
import { autoScaling, groupNamedFor } from './lookups/auto-scaling.ts'

/** Until then an instance may boot, install and start its server unjudged: as long as the console proposes. */
const graceSeconds = 300

/** Creates the group, or brings ours to what is asked for now, also from what a lost scenario has left it in. */
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

/** A step of its own, so that a group that was adopted gets the target group too. */
export const AttachTargetGroup = step(payload({ targetGroupArn: z.string() }), async ({ service, targetGroupArn }) => {
  const present = await groupNamedFor(service)
  if (!present) throw new StepError('NotPropagated', `The Auto Scaling group of ${service} is not listed yet.`)
  if (present.TargetGroupARNs?.includes(targetGroupArn)) return { attached: false }
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
  const deleted = await deleteGroup(await groupNamedFor(service), service)
  return { deleted: deleted ? [namesOf(service).group] : [] }
})

/** Whether there was a group of ours to delete, and not one that is being deleted already. */
export async function deleteGroup(present: AutoScalingGroup | undefined, service: string): Promise<boolean> {
  if (!present || present.Status || !isOurs(present.Tags, service)) return false
  const request = new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: namesOf(service).group, ForceDelete: true })
  await found(autoScaling.send(request))
  return true
}

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
