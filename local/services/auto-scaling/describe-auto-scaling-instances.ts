import type { AutoScalingInstancesType, DescribeAutoScalingInstancesType } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { instanceDetails } from './groups/member.ts'
import { page } from './groups/page.ts'

/** Describes instances of all groups; ids that no group has are left out. */
export function handle(input: DescribeAutoScalingInstancesType, { cloud }: Call): AutoScalingInstancesType {
  const ids = input.InstanceIds
  const all = [...cloud.autoScaling.groups.values()].flatMap((group) =>
    group.members
      .filter(({ instance }) => !ids?.length || ids.includes(instance.id))
      .map((member) => instanceDetails(group, member)),
  )
  const { items, ...rest } = page(all, ({ InstanceId = '' }) => InstanceId, input, 50, 50)
  return { AutoScalingInstances: items, ...rest }
}
