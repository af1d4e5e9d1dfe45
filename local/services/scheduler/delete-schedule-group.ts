import type { DeleteScheduleGroupInput } from '@aws-sdk/client-scheduler'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { findGroup } from './find.ts'

export { groupOnly as resources } from './find.ts'

/** Deletes the group with all its schedules. */
export function handle({ Name = '' }: DeleteScheduleGroupInput, call: Call) {
  const { scheduler, tags } = call.cloud
  const group = findGroup(Name, call)
  if (Name === 'default') throw new AwsError('ValidationException', 'The default schedule group cannot be deleted.')
  for (const schedule of scheduler.schedules.values()) if (schedule.groupName === Name) scheduler.remove(schedule)
  scheduler.groups.delete(Name)
  tags.forget(group.arn)
  return {}
}
