import type { Service } from '../../operation.ts'
import * as CreateLogGroup from './create-log-group.ts'
import * as CreateLogStream from './create-log-stream.ts'
import * as DeleteLogGroup from './delete-log-group.ts'
import * as DeleteLogStream from './delete-log-stream.ts'
import * as DeleteRetentionPolicy from './delete-retention-policy.ts'
import * as DescribeLogGroups from './describe-log-groups.ts'
import * as DescribeLogStreams from './describe-log-streams.ts'
import * as FilterLogEvents from './filter-log-events.ts'
import * as GetLogEvents from './get-log-events.ts'
import * as ListTagsForResource from './list-tags-for-resource.ts'
import * as PutLogEvents from './put-log-events.ts'
import * as PutRetentionPolicy from './put-retention-policy.ts'
import * as TagResource from './tag-resource.ts'
import * as UntagResource from './untag-resource.ts'

export const service: Service = {
  signingName: 'logs',
  iamPrefix: 'logs',
  protocol: 'awsJson',
  validationCode: 'InvalidParameterException',
  schemas: () => import('@aws-sdk/client-cloudwatch-logs'),
  operations: {
    CreateLogGroup,
    CreateLogStream,
    DeleteLogGroup,
    DeleteLogStream,
    DeleteRetentionPolicy,
    DescribeLogGroups,
    DescribeLogStreams,
    FilterLogEvents,
    GetLogEvents,
    ListTagsForResource,
    PutLogEvents,
    PutRetentionPolicy,
    TagResource,
    UntagResource,
  },
}
