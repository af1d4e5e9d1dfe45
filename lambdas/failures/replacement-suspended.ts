import { ResumeProcessesCommand, SetInstanceHealthCommand, SuspendProcessesCommand } from '@aws-sdk/client-auto-scaling'
import * as z from 'zod'
import { arns } from '../arns.ts'
import { StepError } from '../core/errors.ts'
import { namesOf } from '../core/names.ts'
import { autoScaling, groupNamedFor } from '../lookups/auto-scaling.ts'
import { targetsOf } from '../scenario/target-health.ts'
import { failure } from './failure.ts'
import { inService } from './group-members.ts'

/**
 * ReplaceUnhealthy terminates what is marked unhealthy, HealthCheck does the marking. Both, because what was marked
 * while only the first was suspended is terminated at once when it resumes, however well it is by then
 * ("Suspend and resume Amazon EC2 Auto Scaling processes").
 */
const processes = ['HealthCheck', 'ReplaceUnhealthy']
const fact = 'suspended processes of the Auto Scaling group'
const none = 'none'

/** The guard: while the dependency all instances share is broken, the group must not terminate the whole fleet for it. */
export const replacementSuspended = failure({
  does: 'Keeps the Auto Scaling group from replacing instances that the load balancer calls unhealthy.',
  guard: true,
  mitigates: true,
  options: z.strictObject({}),
  allows: {
    look: [{ actions: ['autoscaling:DescribeAutoScalingGroups'] }],
    inject: [{ actions: ['autoscaling:SuspendProcesses'], resources: [arns.group] }],
    lift: [
      {
        actions: [
          'autoscaling:DescribeAutoScalingGroups',
          'elasticloadbalancing:DescribeTargetGroups',
          'elasticloadbalancing:DescribeTargetHealth',
        ],
      },
      { actions: ['autoscaling:ResumeProcesses', 'autoscaling:SetInstanceHealth'], resources: [arns.group] },
    ],
  },
  async look(service) {
    const group = await groupNamedFor(service)
    const suspended = (group?.SuspendedProcesses ?? []).map(({ ProcessName }) => ProcessName)
    return { [fact]: suspended.toSorted().join(', ') || none }
  },
  async inject({ service }) {
    const AutoScalingGroupName = namesOf(service).group
    await autoScaling.send(new SuspendProcessesCommand({ AutoScalingGroupName, ScalingProcesses: processes }))
  },
  async lift({ service, before, isRecovered }) {
    const group = await groupNamedFor(service)
    const suspendedBefore = before[fact]?.split(', ') ?? []
    const suspended = (group?.SuspendedProcesses ?? []).map(({ ProcessName = '' }) => ProcessName)
    const ScalingProcesses = processes.filter((name) => suspended.includes(name) && !suspendedBefore.includes(name))
    if (!group || ScalingProcesses.length === 0) return
    if (!isRecovered) await refuseWhileUnhealthy(service)
    for (const { InstanceId } of inService(group).filter(({ HealthStatus }) => HealthStatus === 'Unhealthy')) {
      await autoScaling.send(new SetInstanceHealthCommand({ InstanceId, HealthStatus: 'Healthy' }))
    }
    const AutoScalingGroupName = namesOf(service).group
    await autoScaling.send(new ResumeProcessesCommand({ AutoScalingGroupName, ScalingProcesses }))
  },
})

/** Resumed a moment too early, the group would terminate instances that are about to be well. Later it is to do just that. */
async function refuseWhileUnhealthy(service: string): Promise<void> {
  const unhealthy = (await targetsOf(service)).filter(({ state }) => state === 'unhealthy').map(({ id }) => id)
  if (unhealthy.length === 0) return
  throw new StepError('InUse', `${unhealthy.join(', ')} unhealthy: replacement stays suspended until all are well.`)
}
