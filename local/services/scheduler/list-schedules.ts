import type { ListSchedulesInput, ListSchedulesOutput } from '@aws-sdk/client-scheduler'
import type { Call } from '../../operation.ts'
import { findGroup } from './find.ts'
import { page } from './page.ts'

export const resources = (_input: ListSchedulesInput, { cloud }: Call) => [cloud.scheduler.arnOf('*', '*')]

export function handle(input: ListSchedulesInput, call: Call): ListSchedulesOutput {
  const { GroupName, NamePrefix = '', State } = input
  if (GroupName !== undefined) findGroup(GroupName, call)
  const fitting = [...call.cloud.scheduler.schedules.values()].filter(
    ({ groupName, name, state }) =>
      (GroupName === undefined || GroupName === groupName) &&
      name.startsWith(NamePrefix) &&
      (State === undefined || State === state),
  )
  const { items, ...rest } = page(fitting, ({ arn }) => arn, input)
  const Schedules = items.map((schedule) => ({
    Arn: schedule.arn,
    Name: schedule.name,
    GroupName: schedule.groupName,
    State: schedule.state,
    CreationDate: new Date(schedule.createdAt),
    LastModificationDate: new Date(schedule.modifiedAt),
    Target: { Arn: schedule.target.Arn },
  }))
  return { Schedules, ...rest }
}
