import { randomUUID } from 'node:crypto'
import type { Activity as ActivityShape, ScalingActivityStatusCode } from '@aws-sdk/client-auto-scaling'
import type { Subnet } from '../../ec2/resources/network.ts'

/** How many activities of a group are kept, so that a long-lived cloud keeps its memory. */
const limit = 500

/** A launch or termination, as DescribeScalingActivities tells it. Times are cloud milliseconds. */
export interface Activity {
  readonly id: string
  readonly groupName: string
  readonly groupArn: string
  description: string
  readonly cause: string
  readonly startedAt: number
  endedAt?: number
  status: ScalingActivityStatusCode
  message?: string
  progress: number
  readonly details: string
}

/** Where an activity is recorded: a group, or what is left of one. */
interface Recorder {
  readonly name: string
  readonly arn: string
  activities: Activity[]
}

/** Begins an activity in a subnet and puts it first in the group's list. */
export function beginActivity(
  group: Recorder,
  { description, cause, subnet, startedAt }: { description: string; cause: string; subnet: Subnet; startedAt: number },
): Activity {
  const activity: Activity = {
    id: randomUUID(),
    groupName: group.name,
    groupArn: group.arn,
    description,
    cause,
    startedAt,
    status: 'InProgress',
    progress: 0,
    details: JSON.stringify({ 'Subnet ID': subnet.id, 'Availability Zone': subnet.zone }),
  }
  group.activities = [activity, ...group.activities].slice(0, limit)
  return activity
}

export function endActivity(
  activity: Activity,
  status: 'Successful' | 'Failed',
  endedAt: number,
  message?: string,
): void {
  activity.status = status
  activity.endedAt = endedAt
  activity.progress = 100
  if (message === undefined) delete activity.message
  else activity.message = message
}

/** An activity as the API shows it. */
export function activityView(activity: Activity, isGroupDeleted = false): ActivityShape {
  return {
    ActivityId: activity.id,
    AutoScalingGroupName: activity.groupName,
    AutoScalingGroupARN: activity.groupArn,
    ...(isGroupDeleted ? { AutoScalingGroupState: 'Deleted' } : {}),
    Description: activity.description,
    Cause: activity.cause,
    StartTime: new Date(activity.startedAt),
    ...(activity.endedAt === undefined ? {} : { EndTime: new Date(activity.endedAt) }),
    StatusCode: activity.status,
    ...(activity.message === undefined ? {} : { StatusMessage: activity.message }),
    Progress: activity.progress,
    Details: activity.details,
  }
}
