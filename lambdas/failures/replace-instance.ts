import { TerminateInstanceInAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling'
import * as z from 'zod'
import { arns } from '../arns.ts'
import { autoScaling } from '../lookups/auto-scaling.ts'
import { failure } from './failure.ts'
import { firstInService, groupOf, inService } from './group-members.ts'

/** Terminates an instance that a failure has picked, else the first, and leaves it to the group to launch another. */
export const replaceInstance = failure({
  does: 'Terminates one instance through its Auto Scaling group, which launches another in its place.',
  options: z.strictObject({}),
  allows: {
    look: [],
    inject: [
      { actions: ['autoscaling:DescribeAutoScalingGroups'] },
      { actions: ['autoscaling:TerminateInstanceInAutoScalingGroup'], resources: [arns.group] },
    ],
    lift: [],
  },
  // Whether the fleet is complete again is read from the health of the targets.
  look: async () => ({}),
  async choose(service, affected) {
    const picked = inService(await groupOf(service)).find(({ InstanceId = '' }) => affected.includes(InstanceId))
    const { InstanceId = '' } = picked ?? (await firstInService(service))
    return { instances: [InstanceId], zones: [] }
  },
  async inject({ service, instances }) {
    const members = inService(await groupOf(service)).map(({ InstanceId }) => InstanceId)
    for (const InstanceId of instances.filter((id) => members.includes(id))) {
      await autoScaling.send(
        new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity: false }),
      )
    }
  },
  // What is terminated stays so; the group has replaced it.
  lift: async () => {},
})
