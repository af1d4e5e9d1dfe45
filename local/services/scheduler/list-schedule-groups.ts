import type { ListScheduleGroupsInput, ListScheduleGroupsOutput } from '@aws-sdk/client-scheduler'
import type { Call } from '../../operation.ts'
import { groupView } from './group-view.ts'
import { page } from './page.ts'

export const resources = (_input: ListScheduleGroupsInput, { cloud }: Call) => [cloud.scheduler.groupArn('*')]

export function handle(input: ListScheduleGroupsInput, { cloud }: Call): ListScheduleGroupsOutput {
  const groups = [...cloud.scheduler.groups.values()].filter(({ name }) => name.startsWith(input.NamePrefix ?? ''))
  const { items, ...rest } = page(groups, ({ name }) => name, input)
  return { ScheduleGroups: items.map(groupView), ...rest }
}
