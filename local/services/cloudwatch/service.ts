import { AwsError } from '../../aws-error.ts'
import type { Service } from '../../operation.ts'
import { refusing } from '../../refused-parameters.ts'
import * as DeleteAlarms from './delete-alarms.ts'
import * as DescribeAlarms from './describe-alarms.ts'
import { refused } from './fidelity.ts'
import * as GetMetricData from './get-metric-data.ts'
import * as GetMetricStatistics from './get-metric-statistics.ts'
import * as ListMetrics from './list-metrics.ts'
import * as ListTagsForResource from './list-tags-for-resource.ts'
import * as PutMetricAlarm from './put-metric-alarm.ts'
import * as PutMetricData from './put-metric-data.ts'
import * as TagResource from './tag-resource.ts'
import * as UntagResource from './untag-resource.ts'

export const service: Service = {
  signingName: 'monitoring',
  iamPrefix: 'cloudwatch',
  protocol: 'awsJson',
  schemas: () => import('@aws-sdk/client-cloudwatch'),
  operations: refusing(
    {
      DeleteAlarms,
      DescribeAlarms,
      GetMetricData,
      GetMetricStatistics,
      ListMetrics,
      ListTagsForResource,
      PutMetricAlarm,
      PutMetricData,
      TagResource,
      UntagResource,
    },
    refused,
    (message) => new AwsError('ValidationException', message),
  ),
}
