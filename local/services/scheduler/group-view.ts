import type { ScheduleGroupSummary } from '@aws-sdk/client-scheduler'
import type { ScheduleGroup } from './schedule.ts'

/** A group as lists and descriptions show it. */
export const groupView = ({ name, arn, createdAt }: ScheduleGroup): ScheduleGroupSummary => ({
  Name: name,
  Arn: arn,
  State: 'ACTIVE',
  CreationDate: new Date(createdAt),
  LastModificationDate: new Date(createdAt),
})
