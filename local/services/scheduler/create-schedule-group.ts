import type { CreateScheduleGroupInput, CreateScheduleGroupOutput } from '@aws-sdk/client-scheduler'
import { AwsError } from '../../aws-error.ts'
import type { Call } from '../../operation.ts'
import { taggingNeeds } from '../../tagging-needs.ts'
import { groupOnly } from './find.ts'

export { groupOnly as resources } from './find.ts'

export const needs = taggingNeeds('scheduler:TagResource', groupOnly)

export function handle(input: CreateScheduleGroupInput, { cloud }: Call): CreateScheduleGroupOutput {
  const { Name: name = '', Tags = [], ClientToken: clientToken } = input
  const { scheduler, clock, tags } = cloud
  const existing = scheduler.groups.get(name)
  if (existing && clientToken !== undefined && existing.clientToken === clientToken)
    return { ScheduleGroupArn: existing.arn }
  if (existing) throw new AwsError('ConflictException', `Schedule group ${name} already exists.`, 409)
  const group = { name, arn: scheduler.groupArn(name), createdAt: clock.now(), clientToken }
  scheduler.groups.set(name, group)
  tags.add(group.arn, Tags)
  return { ScheduleGroupArn: group.arn }
}
