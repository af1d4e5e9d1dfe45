import {
  AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling'
import { namesOf } from '../core/names.ts'

/** The client of every step that looks at or changes the group. */
export const autoScaling = new AutoScalingClient()

/** The Auto Scaling group of the service's name, whoever made it. A `Status` means that it is being deleted. */
export async function groupNamedFor(service: string): Promise<AutoScalingGroup | undefined> {
  const AutoScalingGroupNames = [namesOf(service).group]
  const { AutoScalingGroups } = await autoScaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames }))
  return AutoScalingGroups?.[0]
}
