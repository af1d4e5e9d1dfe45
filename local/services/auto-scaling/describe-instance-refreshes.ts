import type { DescribeInstanceRefreshesAnswer, DescribeInstanceRefreshesType } from '@aws-sdk/client-auto-scaling'
import type { Call } from '../../operation.ts'
import { findGroup } from './groups/find.ts'
import { page } from './groups/page.ts'
import { refreshView } from './groups/refresh.ts'

/** Describes a group's instance refreshes, the newest first. */
export function handle(input: DescribeInstanceRefreshesType, { cloud }: Call): DescribeInstanceRefreshesAnswer {
  const group = findGroup(cloud.autoScaling, input.AutoScalingGroupName)
  const ids = input.InstanceRefreshIds
  const found = group.refreshes.filter(({ id }) => !ids?.length || ids.includes(id))
  const { items, ...rest } = page(found, ({ id }) => id, input)
  return { InstanceRefreshes: items.map((refresh) => refreshView(refresh, group.name)), ...rest }
}
