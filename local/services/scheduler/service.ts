import { AwsError } from '../../aws-error.ts'
import type { Service } from '../../operation.ts'
import { refusing } from '../../refused-parameters.ts'
import * as CreateSchedule from './create-schedule.ts'
import * as CreateScheduleGroup from './create-schedule-group.ts'
import * as DeleteSchedule from './delete-schedule.ts'
import * as DeleteScheduleGroup from './delete-schedule-group.ts'
import { refused } from './fidelity.ts'
import * as GetSchedule from './get-schedule.ts'
import * as GetScheduleGroup from './get-schedule-group.ts'
import * as ListScheduleGroups from './list-schedule-groups.ts'
import * as ListSchedules from './list-schedules.ts'
import * as ListTagsForResource from './list-tags-for-resource.ts'
import * as TagResource from './tag-resource.ts'
import * as UntagResource from './untag-resource.ts'
import * as UpdateSchedule from './update-schedule.ts'

export const service: Service = {
  signingName: 'scheduler',
  iamPrefix: 'scheduler',
  protocol: 'restJson',
  schemas: () => import('@aws-sdk/client-scheduler'),
  operations: refusing(
    {
      CreateScheduleGroup,
      CreateSchedule,
      DeleteScheduleGroup,
      DeleteSchedule,
      GetScheduleGroup,
      GetSchedule,
      ListScheduleGroups,
      ListSchedules,
      ListTagsForResource,
      TagResource,
      UntagResource,
      UpdateSchedule,
    },
    refused,
    (message) => new AwsError('ValidationException', message),
  ),
}
