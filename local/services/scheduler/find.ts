import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import type { Schedule, ScheduleGroup } from './schedule.ts'

interface Named {
  Name?: string | undefined
  GroupName?: string | undefined
}

/** The schedule of a request, or AWS's ResourceNotFoundException. */
export function findSchedule({ Name = '', GroupName = 'default' }: Named, { cloud }: Call): Schedule {
  const schedule = cloud.scheduler.schedule(GroupName, Name)
  if (!schedule) throw new AwsError('ResourceNotFoundException', `Schedule ${Name} does not exist.`, 404)
  return schedule
}

export function findGroup(name: string, { cloud }: Call): ScheduleGroup {
  const group = cloud.scheduler.groups.get(name)
  if (!group) throw new AwsError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, 404)
  return group
}

/** The schedule as the only resource of an operation. */
export const resources = ({ Name = '', GroupName = 'default' }: Named, { cloud }: Call) => [
  cloud.scheduler.arnOf(GroupName, Name),
]

/** The group as the only resource of an operation. */
export const groupOnly = ({ Name = '' }: Named, { cloud }: Call) => [cloud.scheduler.groupArn(Name)]
