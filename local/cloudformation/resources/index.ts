import type { ResourceType } from '../resource-type.ts'
import { cloudWatchAlarm } from './cloudwatch-alarm.ts'
import { dynamoDbTable } from './dynamodb-table.ts'
import { eventsRule } from './events-rule.ts'
import { iamManagedPolicy } from './iam-managed-policy.ts'
import { iamPolicy } from './iam-policy.ts'
import { iamRole } from './iam-role.ts'
import { lambdaFunction } from './lambda-function.ts'
import { lambdaPermission } from './lambda-permission.ts'
import { logsLogGroup } from './logs-log-group.ts'
import { s3Bucket } from './s3-bucket.ts'
import { s3BucketPolicy } from './s3-bucket-policy.ts'
import { schedulerSchedule } from './scheduler-schedule.ts'
import { sqsQueue } from './sqs-queue.ts'
import { sqsQueuePolicy } from './sqs-queue-policy.ts'
import { statesStateMachine } from './states-state-machine.ts'

/** Every resource type that a template may hold, by its name. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(
  [
    cloudWatchAlarm,
    dynamoDbTable,
    eventsRule,
    iamManagedPolicy,
    iamPolicy,
    iamRole,
    lambdaFunction,
    lambdaPermission,
    logsLogGroup,
    s3BucketPolicy,
    s3Bucket,
    schedulerSchedule,
    sqsQueuePolicy,
    sqsQueue,
    statesStateMachine,
  ].map((each) => [each.type, each]),
)
